package dev.bellhop.api.durable;

import dev.bellhop.event.Timestamps;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.json.SecretFields;
import dev.bellhop.operation.store.OperationStore.Trail;
import dev.bellhop.operation.store.RaisedEvent;
import dev.bellhop.operation.store.Step;
import dev.bellhop.operation.store.Step.Kind;
import dev.bellhop.operation.store.StepState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes what happened in an instance; pure. What an action waits for has not happened.
 *
 * @param showInput whether inputs and payloads of events are shown
 * @param showOutput whether results are shown
 */
record HistoryBody(boolean showInput, boolean showOutput) {

    /** Something that happened, and when. */
    private record Item(Instant at, JsonObject json) {}

    JsonArray of(Operation operation, Trail trail) {
        List<Item> between = new ArrayList<>();
        trail.steps().forEach(step -> add(step, between));
        trail.events().forEach(event -> between.add(new Item(event.received(), raised(event))));
        between.sort(Comparator.comparing(Item::at));
        JsonArray history = new JsonArray().add(started(operation));
        between.forEach(item -> history.add(item.json()));
        if (operation.ended() != null) {
            history.add(ended(operation, operation.ended()));
        }
        return history;
    }

    private JsonObject started(Operation operation) {
        JsonObject json = item("ExecutionStarted", operation.created()).put("FunctionName", operation.action());
        return showInput ? json.put("Input", StatusBody.value(SecretFields.shown(operation.input()))) : json;
    }

    private JsonObject ended(Operation operation, Instant at) {
        String type = operation.status() == OperationStatus.CANCELLED ? "ExecutionTerminated" : "ExecutionCompleted";
        JsonObject json = item(type, at)
                .put("OrchestrationStatus", RuntimeStatus.of(operation.status()).text());
        return showOutput ? json.put("Result", StatusBody.output(operation)) : json;
    }

    private JsonObject raised(RaisedEvent event) {
        JsonObject json = item("EventRaised", event.received()).put("Name", event.name());
        return showInput ? json.put("Input", StatusBody.value(event.payload())) : json;
    }

    private void add(Step step, List<Item> items) {
        switch (step.state()) {
            case StepState.Waiting waiting -> {}
            case StepState.Done(String result, Instant at) -> {
                // An event that came stands there as raised.
                if (step.kind() != Kind.EVENT) {
                    JsonObject json = of(step, step.kind() == Kind.SLEEP ? "TimerFired" : "TaskCompleted", at);
                    boolean hasResult = showOutput && step.kind() == Kind.WORK;
                    items.add(new Item(at, hasResult ? json.put("Result", StatusBody.value(result)) : json));
                }
            }
            case StepState.Failed(OperationError error, Instant at) -> {
                JsonObject json = of(step, "TaskFailed", at);
                items.add(new Item(at, showOutput ? json.put("Result", error.code() + ": " + error.message()) : json));
            }
        }
    }

    private static JsonObject of(Step step, String type, Instant at) {
        return item(type, at)
                .put("ScheduledTime", Timestamps.format(step.began()))
                .put("FunctionName", step.name());
    }

    private static JsonObject item(String type, Instant at) {
        return new JsonObject().put("EventType", type).put("Timestamp", Timestamps.format(at));
    }
}
