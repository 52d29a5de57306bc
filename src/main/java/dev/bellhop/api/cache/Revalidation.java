package dev.bellhop.api.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellhop.api.body.Conditions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Gives what is read an entity tag, and answers {@code 304} to whoever has it already (RFC 9110, sections 8.8.3 and 13.1.2),
 * so that an app that asks again and again moves few bytes.
 *
 * <p>What the answer says may depend on the caller, and be another a moment later: so it may be kept only by the caller, who
 * asks each time whether it is still so. Answers that say something else about it are left alone, as polls are.
 */
public final class Revalidation {

    private static final String ASK_EACH_TIME = "private, no-cache";
    private static final int TAG_BYTES = 16;

    private final ObjectMapper json;

    Revalidation(ObjectMapper json) {
        this.json = json;
    }

    @ServerResponseFilter
    public void filter(ContainerResponseContext response, HttpServerRequest request) throws IOException {
        if (!isTagged(response, request)) {
            return;
        }
        byte[] body = bytes(response.getEntity());
        String tag = tag(body);
        response.getHeaders().putSingle(HttpHeaders.ETAG, '"' + tag + '"');
        response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, ASK_EACH_TIME);
        if (new Conditions(request).known(tag::equals)) {
            response.setStatus(304);
            response.setEntity(null);
        } else {
            response.setEntity(body, null, response.getMediaType());
        }
    }

    private static boolean isTagged(ContainerResponseContext response, HttpServerRequest request) {
        boolean isRead = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        return isRead
                && response.getStatus() == 200
                && response.hasEntity()
                && !response.getHeaders().containsKey(HttpHeaders.ETAG)
                && !response.getHeaders().containsKey(HttpHeaders.CACHE_CONTROL);
    }

    private byte[] bytes(Object entity) throws JsonProcessingException {
        return switch (entity) {
            case byte[] bytes -> bytes;
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            default -> json.writeValueAsBytes(entity);
        };
    }

    /** Of the same bytes it is the same, whichever process answers. */
    private static String tag(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, TAG_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }
}
