package dev.bellhop.api.connector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellhop.connector.Trees;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/** Files as they are answered; entity tags come by themselves, see {@link dev.bellhop.api.cache.Revalidation}. */
final class Document {

    private Document() {}

    static Response json(JsonNode tree) {
        return bytes(MediaType.APPLICATION_JSON, Trees.bytes(tree));
    }

    static Response text(String text) {
        return bytes("text/plain;charset=UTF-8", text.getBytes(StandardCharsets.UTF_8));
    }

    static Response bytes(String type, byte[] bytes) {
        return Response.ok(bytes).type(type).build();
    }
}
