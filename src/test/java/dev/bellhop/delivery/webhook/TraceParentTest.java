package dev.bellhop.delivery.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.EventData;
import dev.bellhop.event.SampleEvents;
import dev.bellhop.testing.SeededRandom;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final RandomGenerator random = SeededRandom.of(1);

    @Test
    void all_attempts_of_an_event_share_a_trace_and_each_has_a_span_of_its_own() {
        String first = TraceParent.of(SampleEvents.what("e1"), random);
        String second = TraceParent.of(SampleEvents.what("e1"), random);

        assertThat(first).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        assertThat(trace(second)).isEqualTo(trace(first)).isNotEqualTo("0".repeat(32));
        assertThat(span(second)).isNotEqualTo(span(first));
    }

    @Test
    void another_id_or_another_origin_is_another_trace() {
        CloudEvent event = SampleEvents.what("e1");
        CloudEvent elsewhere = new CloudEvent("1", "/sources/orderse", "t", null, null, null, Map.of(), null, null);
        CloudEvent shifted = new CloudEvent("e1", "/sources/orders", "t", null, null, null, Map.of(), null, null);
        assertThat(trace(TraceParent.of(event, random)))
                .isNotEqualTo(trace(TraceParent.of(SampleEvents.what("e2"), random)))
                .isEqualTo(trace(TraceParent.of(shifted, random)))
                .isNotEqualTo(trace(TraceParent.of(elsewhere, random)));
    }

    @ParameterizedTest
    @CsvSource({
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, 01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00, 00",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff, 01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-fe, 00",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-brings, 01",
    })
    void the_trace_that_an_event_is_part_of_goes_on(String parent, String flags) {
        String header = TraceParent.of(with(parent), random);
        assertThat(header).matches("00-" + TRACE + "-[0-9a-f]{16}-" + flags);
        assertThat(span(header)).isNotEqualTo("00f067aa0ba902b7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yes",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
                "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
                " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.x",
            })
    void what_is_no_trace_is_not_gone_on_with(String parent) {
        assertThat(trace(TraceParent.of(with(parent), random)))
                .isEqualTo(trace(TraceParent.of(SampleEvents.what("e1"), random)));
    }

    @Test
    void a_span_is_never_zero() {
        RandomGenerator zero = () -> 0L;
        assertThat(span(TraceParent.of(SampleEvents.what("e1"), zero))).isNotEqualTo("0".repeat(16));
    }

    private static CloudEvent with(String parent) {
        CloudEvent event = SampleEvents.what("e1");
        Map<String, String> extensions =
                Map.of("traceparent", EventData.text(parent).text());
        return new CloudEvent(event.id(), event.origin(), event.type(), null, null, null, extensions, null, null);
    }

    private static String trace(String header) {
        return header.split("-")[1];
    }

    private static String span(String header) {
        return header.split("-")[2];
    }
}
