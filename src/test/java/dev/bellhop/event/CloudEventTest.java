package dev.bellhop.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CloudEventTest {

    private static final Instant RECORDED = Instant.parse("2026-11-20T10:15:30Z");

    @Test
    void source_and_id_together_identify_an_event() {
        assertThat(what("/a", "1", null).identity())
                .isEqualTo(what("/a", "1", RECORDED).identity());
        assertThat(what("/a", "1", null).identity())
                .isNotEqualTo(what("/b", "1", null).identity());
        assertThat(what("/a", "1", null).identity())
                .isNotEqualTo(what("/a", "2", null).identity());
    }

    @Test
    void an_event_without_a_time_of_its_own_happened_when_it_was_recorded() {
        Instant published = Instant.parse("1999-01-01T00:00:00Z");
        assertThat(new Event("s", 1, RECORDED, what("/a", "1", null)).time()).isEqualTo(RECORDED);
        assertThat(new Event("s", 1, RECORDED, what("/a", "1", published)).time())
                .isEqualTo(published);
    }

    private static CloudEvent what(String origin, String id, @Nullable Instant time) {
        return new CloudEvent(id, origin, "placed", null, time, null, Map.of(), null, null);
    }
}
