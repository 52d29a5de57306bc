package dev.bellhop.api.edge;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Engines send no {@code Accept} or an odd one, and scripts send odd content types. There is one form of every answer,
 * and resources look at the true content type themselves, so nobody is ever told 406 or 415.
 */
public final class AnyMediaType {

    @ServerRequestFilter(preMatching = true)
    void ignore(ContainerRequestContext request, HttpServerRequest received) {
        if (received.headers().contains(HttpHeaders.ACCEPT)) {
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.WILDCARD);
        }
        String contentType = received.getHeader(HttpHeaders.CONTENT_TYPE);
        if (contentType != null && !contentType.equals(MediaType.APPLICATION_JSON) && !isMediaType(contentType)) {
            request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM);
        }
    }

    private static boolean isMediaType(String text) {
        try {
            return MediaType.valueOf(text) != null;
        } catch (IllegalArgumentException odd) {
            return false;
        }
    }
}
