package dev.bellhop.api.durable;

import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.OperationStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Operations that tests show as instances. */
final class InstanceSamples {

    static final Instant CREATED = Instant.parse("2026-11-20T10:15:30.987654Z");
    static final Instant ENDED = Instant.parse("2026-11-20T10:15:40.5Z");

    static final Operation RUNNING = of(OperationStatus.WAITING, "{\"page\":2}", null, null, null);
    static final Operation COMPLETED = of(OperationStatus.SUCCEEDED, null, "[1,null]", null, null);
    static final Operation FAILED =
            of(OperationStatus.FAILED, null, null, new OperationError("not-signed", "Grace did not sign"), null);
    static final Operation TERMINATED = of(OperationStatus.CANCELLED, null, null, null, "no longer needed");

    private InstanceSamples() {}

    private static Operation of(
            OperationStatus status,
            @Nullable String customStatus,
            @Nullable String output,
            @Nullable OperationError error,
            @Nullable String reason) {
        return new Operation(
                7,
                "order 1/ü",
                "signed-letter",
                "me",
                "{\"to\":\"Ada\"}",
                status,
                customStatus,
                output,
                error,
                reason,
                CREATED,
                ENDED,
                null,
                ENDED,
                status.isOver() ? ENDED : null);
    }
}
