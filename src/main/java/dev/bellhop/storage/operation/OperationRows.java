package dev.bellhop.storage.operation;

import dev.bellhop.event.Timestamps;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.store.RaisedEvent;
import dev.bellhop.operation.store.Step;
import dev.bellhop.operation.store.StepState;
import dev.bellhop.storage.Database;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How operations, steps and events lie in their tables. */
final class OperationRows {

    static final String COLUMNS = "no, id, action, caller, input, status, custom_status, output, error_code,"
            + " error_message, reason, created, updated, due, deadline, ended, epoch, events";
    static final int EPOCH = 16;
    static final int EVENTS = 17;

    static final String STEP_COLUMNS =
            "operation, name, kind, attempts, began, state, at, result, error_code, error_message";
    static final String PUT_STEP = "INSERT INTO operation_step (" + STEP_COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (operation, name) DO UPDATE SET"
            + " attempts = excluded.attempts, state = excluded.state, at = excluded.at, result = excluded.result,"
            + " error_code = excluded.error_code, error_message = excluded.error_message";
    static final String EVENT_COLUMNS = "operation, no, name, payload, received, consumed_by";

    private OperationRows() {}

    static Operation operation(Row row) {
        OperationStatus status = status(row.getString(5));
        String code = row.getString(8);
        Long due = row.getLong(13);
        return new Operation(
                row.getLong(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                status,
                row.getString(6),
                row.getString(7),
                code == null ? null : new OperationError(code, row.getString(9)),
                row.getString(10),
                Timestamps.fromMicros(row.getLong(11)),
                Timestamps.fromMicros(row.getLong(12)),
                status == OperationStatus.WAITING && due != null && due > 0 ? Timestamps.fromMicros(due) : null,
                Timestamps.fromMicros(row.getLong(14)),
                instant(row.getLong(15)));
    }

    static OperationStatus status(String text) {
        return OperationStatus.of(text)
                .orElseThrow(() -> new IllegalStateException("An operation has the unknown status " + text));
    }

    static Step step(Row row) {
        Instant at = Timestamps.fromMicros(row.getLong(6));
        String state = row.getString(5);
        return new Step(
                row.getString(1),
                Step.Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                row.getInteger(3),
                Timestamps.fromMicros(row.getLong(4)),
                switch (state) {
                    case "waiting" -> new StepState.Waiting(at);
                    case "done" -> new StepState.Done(row.getString(7), at);
                    case "failed" -> new StepState.Failed(new OperationError(row.getString(8), row.getString(9)), at);
                    default -> throw new IllegalStateException("A step has the unknown state " + state);
                });
    }

    static Tuple tuple(String operation, Step step) {
        String kind = step.kind().name().toLowerCase(Locale.ROOT);
        long began = Timestamps.toMicros(step.began());
        return switch (step.state()) {
            case StepState.Waiting(Instant until) -> tuple(operation, step, kind, began, "waiting", until, null, null);
            case StepState.Done(String result, Instant at) ->
                tuple(operation, step, kind, began, "done", at, result, null);
            case StepState.Failed(OperationError error, Instant at) ->
                tuple(operation, step, kind, began, "failed", at, null, error);
        };
    }

    private static Tuple tuple(
            String operation,
            Step step,
            String kind,
            long began,
            String state,
            Instant at,
            @Nullable String result,
            @Nullable OperationError error) {
        return Database.tuple(
                operation,
                step.name(),
                kind,
                step.attempts(),
                began,
                state,
                Timestamps.toMicros(at),
                result,
                error == null ? null : error.code(),
                error == null ? null : error.message());
    }

    static RaisedEvent event(Row row) {
        return new RaisedEvent(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                Timestamps.fromMicros(row.getLong(4)),
                row.getString(5));
    }

    static @Nullable Instant instant(@Nullable Long micros) {
        return micros == null ? null : Timestamps.fromMicros(micros);
    }
}
