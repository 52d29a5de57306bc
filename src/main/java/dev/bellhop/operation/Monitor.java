package dev.bellhop.operation;

import dev.bellhop.operation.json.Shapes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operation as the Azure guideline on long-running operations describes it; also what callbacks are sent. Results are
 * JSON already, and stand in it as they are.
 */
public final class Monitor {

    private Monitor() {}

    public static String json(Operation operation) {
        String head = "{\"id\":" + text(operation.id()) + ",\"status\":\"" + status(operation.status()) + '"';
        return head
                + switch (operation.status()) {
                    case SUCCEEDED -> ",\"result\":" + Objects.requireNonNullElse(operation.output(), "null");
                    case FAILED ->
                        operation.error() == null
                                ? ",\"error\":null"
                                : error(
                                        operation.error().code(),
                                        operation.error().message());
                    case CANCELLED -> error("cancelled", Objects.requireNonNullElse(operation.reason(), "Cancelled"));
                    case PENDING, RUNNING, WAITING, SUSPENDED ->
                        operation.customStatus() == null ? "" : ",\"customStatus\":" + operation.customStatus();
                }
                + '}';
    }

    private static String status(OperationStatus status) {
        return switch (status) {
            case PENDING -> "NotStarted";
            case RUNNING, WAITING, SUSPENDED -> "Running";
            case SUCCEEDED -> "Succeeded";
            case FAILED -> "Failed";
            case CANCELLED -> "Canceled";
        };
    }

    private static String error(String code, String message) {
        return ",\"error\":{\"code\":" + text(code) + ",\"message\":" + text(message) + '}';
    }

    private static @Nullable String text(String plain) {
        return Shapes.write(plain);
    }
}
