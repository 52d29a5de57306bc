package dev.bellhop.api.durable;

import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.json.SecretFields;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes an instance; pure. Every field is always there. */
final class StatusBody {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private StatusBody() {}

    static JsonObject of(Operation operation, boolean showInput) {
        return new JsonObject()
                .put("name", operation.action())
                .put("instanceId", operation.id())
                .put("runtimeStatus", RuntimeStatus.of(operation.status()).text())
                .put("input", showInput ? value(SecretFields.shown(operation.input())) : null)
                .put("customStatus", value(operation.customStatus()))
                .put("output", output(operation))
                .put("createdTime", time(operation.created()))
                .put("lastUpdatedTime", time(operation.updated()));
    }

    /** Of what did not succeed the output says why, as text. */
    static @Nullable Object output(Operation operation) {
        OperationError error = operation.error();
        return switch (operation.status()) {
            case FAILED -> error == null ? null : error.code() + ": " + error.message();
            case CANCELLED -> operation.reason();
            case PENDING, RUNNING, WAITING, SUSPENDED, SUCCEEDED -> value(operation.output());
        };
    }

    static @Nullable Object value(@Nullable String json) {
        return json == null ? null : Json.decodeValue(json);
    }

    private static String time(Instant time) {
        return SECONDS.format(time);
    }
}
