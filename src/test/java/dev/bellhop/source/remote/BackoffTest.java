package dev.bellhop.source.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final long NOW = Long.MAX_VALUE - 1_000;

    @Test
    void a_server_that_is_away_is_asked_less_and_less_often() {
        Backoff backoff = Backoff.none(NOW);
        assertThat(backoff.isOver(NOW)).isTrue();
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            backoff = backoff.unreachable(NOW);
            waits.add(Duration.ofNanos(backoff.notBeforeNanos() - NOW).toSeconds());
        }
        assertThat(waits).startsWith(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L).endsWith(60L);
        assertThat(backoff.isOver(NOW + Duration.ofSeconds(60).toNanos() - 1)).isFalse();
        assertThat(backoff.isOver(NOW + Duration.ofSeconds(60).toNanos())).isTrue();
    }

    @Test
    void a_server_that_refuses_is_asked_seldom_at_once() {
        Backoff backoff = Backoff.none(NOW).refused(NOW);
        assertThat(Duration.ofNanos(backoff.notBeforeNanos() - NOW)).isEqualTo(Backoff.REFUSED);
    }
}
