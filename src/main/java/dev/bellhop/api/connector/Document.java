package dev.bellhop.api.connector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellhop.api.body.Conditions;
import dev.bellhop.connector.Trees;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file that is made anew for every request and is named by its bytes, so that who has it need not get it again. */
record Document(String type, byte[] bytes) {

    private static final int VERSION_LENGTH = 32;

    static Document json(JsonNode tree) {
        return new Document(MediaType.APPLICATION_JSON, Trees.bytes(tree));
    }

    static Document text(String text) {
        return new Document("text/plain;charset=UTF-8", text.getBytes(StandardCharsets.UTF_8));
    }

    Response answer(HttpServerRequest request) {
        String version = version();
        Response.ResponseBuilder response;
        try {
            response = new Conditions(request).known(version::equals)
                    ? Response.notModified()
                    : Response.ok(bytes).type(type);
        } catch (IOException e) {
            throw new UncheckedIOException("Texts are compared without reading", e);
        }
        // What one caller gets is not what another one may see.
        return response.header(HttpHeaders.ETAG, '"' + version + '"')
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }

    private String version() {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(sha256).substring(0, VERSION_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }
}
