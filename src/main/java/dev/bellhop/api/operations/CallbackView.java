package dev.bellhop.api.operations;

import dev.bellhop.access.signing.SigningKey;
import dev.bellhop.delivery.history.AttemptRecord;
import dev.bellhop.delivery.history.AttemptStore.Kept;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.callback.Callback;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Callbacks of operations as callers see them. */
final class CallbackView {

    private CallbackView() {}

    /**
     * With the secret that was made for it, in this answer only. Of a key pair the public half is told: nobody needs the
     * other one to verify.
     */
    static JsonObject subscribed(Operation operation, @Nullable SigningKey made) {
        JsonObject json = OperationView.brief(operation);
        if (made != null) {
            made.publicKey()
                    .ifPresentOrElse(
                            key -> json.put("publicKey", key),
                            () -> json.put("secret", made.secret().reveal()));
        }
        return json;
    }

    static JsonObject of(Callback callback) {
        return new JsonObject()
                .put("host", callback.host())
                .put("state", callback.state().text())
                .put("attempts", callback.attempts())
                .put("nextAttempt", OperationView.time(callback.nextAttempt()))
                .put("reason", callback.reason());
    }

    /** Newest first. */
    static JsonArray attempts(List<Kept> made) {
        JsonArray all = new JsonArray();
        made.forEach(kept -> all.add(attempt(kept.attempt())));
        return all;
    }

    private static JsonObject attempt(AttemptRecord attempt) {
        JsonObject json = new JsonObject()
                .put("at", OperationView.time(attempt.at()))
                .put("attempt", attempt.number())
                .put("outcome", attempt.outcome().word())
                .put("millis", attempt.millis());
        if (attempt.status() != 0) {
            json.put("status", attempt.status());
        }
        if (attempt.failure() != null) {
            json.put("failure", attempt.failure()).put("reason", attempt.reason());
        }
        return json;
    }
}
