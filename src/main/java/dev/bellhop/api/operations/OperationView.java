package dev.bellhop.api.operations;

import dev.bellhop.event.Timestamps;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.callback.Callback;
import dev.bellhop.operation.store.OperationStore.Trail;
import dev.bellhop.operation.store.RaisedEvent;
import dev.bellhop.operation.store.Step;
import dev.bellhop.operation.store.StepState;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Operations as callers see them. */
final class OperationView {

    private OperationView() {}

    /** What a caller that polls reads while it runs. */
    static JsonObject brief(Operation operation) {
        JsonObject json = new JsonObject()
                .put("id", operation.id())
                .put("status", operation.status().text());
        if (operation.customStatus() != null) {
            json.put("customStatus", value(operation.customStatus()));
        }
        return json;
    }

    /** What managers read. */
    static JsonObject full(Operation operation, @Nullable Callback callback) {
        JsonObject json = new JsonObject()
                .put("id", operation.id())
                .put("action", operation.action())
                .put("status", operation.status().text())
                .put("caller", operation.caller())
                .put("customStatus", value(operation.customStatus()))
                .put("error", operation.error() == null ? null : error(operation))
                .put("reason", operation.reason())
                .put("created", time(operation.created()))
                .put("updated", time(operation.updated()))
                .put("wakeAt", time(operation.wakeAt()))
                .put("deadline", time(operation.deadline()))
                .put("ended", time(operation.ended()));
        return callback == null ? json : json.put("callback", CallbackView.of(callback));
    }

    static JsonObject history(Trail trail) {
        JsonArray steps = new JsonArray();
        trail.steps().forEach(step -> steps.add(step(step)));
        JsonArray events = new JsonArray();
        trail.events().forEach(event -> events.add(event(event)));
        return new JsonObject().put("steps", steps).put("events", events);
    }

    /** Without results and payloads: they are the business of the action. */
    private static JsonObject step(Step step) {
        JsonObject json = new JsonObject()
                .put("name", step.name())
                .put("kind", step.kind().name().toLowerCase(Locale.ROOT))
                .put("attempts", step.attempts())
                .put("began", time(step.began()));
        return switch (step.state()) {
            case StepState.Waiting(Instant until) ->
                json.put("state", "waiting").put("until", time(until));
            case StepState.Done(String result, Instant at) ->
                json.put("state", "done").put("ended", time(at));
            case StepState.Failed(OperationError error, Instant at) ->
                json.put("state", "failed")
                        .put("ended", time(at))
                        .put("error", OperationProblems.error(error.code(), error.message()));
        };
    }

    private static JsonObject event(RaisedEvent event) {
        return new JsonObject()
                .put("name", event.name())
                .put("received", time(event.received()))
                .put("consumedBy", event.consumedBy());
    }

    private static @Nullable JsonObject error(Operation operation) {
        OperationError error = operation.error();
        return error == null ? null : OperationProblems.error(error.code(), error.message());
    }

    private static @Nullable Object value(@Nullable String json) {
        return json == null ? null : Json.decodeValue(json);
    }

    static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : Timestamps.format(time);
    }
}
