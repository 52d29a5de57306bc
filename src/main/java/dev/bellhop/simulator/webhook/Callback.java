package dev.bellhop.simulator.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellhop.simulator.Items;
import dev.bellhop.simulator.webhook.AnswerScript.Reply;
import dev.bellhop.simulator.wire.Header;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request that arrived where callbacks are expected.
 *
 * @param url the callback URL that it is for, as far as that can be told
 * @param target path and query as they arrived, byte for byte
 * @param at by the engine's clock
 * @param problem why it is no callback; null if it is one
 * @param answered what it is answered; decided before it is sent
 */
public record Callback(
        @Nullable String url,
        String method,
        String target,
        List<Header> headers,
        byte[] body,
        Instant at,
        @Nullable CallbackProblem problem,
        Reply answered) {

    public Callback {
        headers = List.copyOf(headers);
    }

    /** The first header of this name, in any case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /** What makes two callbacks the same: in the header of Standard Webhooks, of CloudEvents, or in the body. */
    public Optional<String> id() {
        return header("webhook-id").or(() -> header("ce-id")).or(this::idInBody);
    }

    Optional<String> idInBody() {
        return Items.json(body).flatMap(Callback::idIn).map(JsonNode::asText);
    }

    /** Text or a number; anything else tells nothing apart. */
    static Optional<JsonNode> idIn(JsonNode json) {
        return Optional.of(json.path("id"))
                .filter(id -> id.isNumber() || !id.asText("").isEmpty() && id.isTextual());
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Without the target, whose signature is a secret. */
    @Override
    public String toString() {
        return method + " of " + body.length + " bytes at " + at + ", "
                + (problem == null ? "answered " + answered.inShort() : problem);
    }
}
