package dev.bellhop.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MonitorTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:15:30Z");

    @Test
    void a_result_stands_in_it_as_the_action_gave_it() {
        String output = "{\"n\":1234567890.12345678901234567890,\"text\":\"ü \\\"\"}";
        assertThat(json(OperationStatus.SUCCEEDED, null, output, null, null))
                .isEqualTo("{\"id\":\"a\",\"status\":\"Succeeded\",\"result\":" + output + '}');
        assertThat(json(OperationStatus.SUCCEEDED, null, null, null, null))
                .isEqualTo("{\"id\":\"a\",\"status\":\"Succeeded\",\"result\":null}");
    }

    @Test
    void what_went_wrong_has_a_code_and_a_message() {
        assertThat(json(OperationStatus.FAILED, null, null, new OperationError("no", "a \"quote\""), null))
                .isEqualTo(
                        "{\"id\":\"a\",\"status\":\"Failed\",\"error\":{\"code\":\"no\",\"message\":\"a \\\"quote\\\"\"}}");
        assertThat(json(OperationStatus.CANCELLED, null, null, null, "enough"))
                .isEqualTo(
                        "{\"id\":\"a\",\"status\":\"Canceled\",\"error\":{\"code\":\"cancelled\",\"message\":\"enough\"}}");
        assertThat(json(OperationStatus.CANCELLED, null, null, null, null))
                .isEqualTo(
                        "{\"id\":\"a\",\"status\":\"Canceled\",\"error\":{\"code\":\"cancelled\",\"message\":\"Cancelled\"}}");
    }

    @Test
    void what_is_not_over_tells_its_progress() {
        assertThat(json(OperationStatus.PENDING, null, null, null, null))
                .isEqualTo("{\"id\":\"a\",\"status\":\"NotStarted\"}");
        assertThat(json(OperationStatus.WAITING, "{\"done\":3}", null, null, null))
                .isEqualTo("{\"id\":\"a\",\"status\":\"Running\",\"customStatus\":{\"done\":3}}");
    }

    private static String json(
            OperationStatus status,
            @Nullable String customStatus,
            @Nullable String output,
            @Nullable OperationError error,
            @Nullable String reason) {
        return Monitor.json(new Operation(
                1, "a", "act", "me", "{}", status, customStatus, output, error, reason, NOW, NOW, null, NOW, null));
    }
}
