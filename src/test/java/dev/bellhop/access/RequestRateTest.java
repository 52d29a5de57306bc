package dev.bellhop.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.RequestRate.Pass;
import dev.bellhop.access.RequestRate.Wait;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Token buckets, in a time that stands still unless told otherwise. */
class RequestRateTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final RequestRate TEN = new RequestRate(10);

    private final AtomicLong now = new AtomicLong();
    private final RequestRates rates = new RequestRates(2, now::get);

    @ParameterizedTest
    @ValueSource(longs = {0, -5_000_000_000L, Long.MAX_VALUE - 1_000_000_000L, Long.MIN_VALUE})
    void a_full_bucket_has_two_seconds_in_it_wherever_the_clock_begins(long start) {
        now.set(start);
        assertThat(passing(1_000, "a")).isEqualTo(20);
        now.addAndGet(SECOND);
        assertThat(passing(1_000, "a")).isEqualTo(10);
        now.addAndGet(3_600 * SECOND);
        assertThat(passing(1_000, "a")).as("it holds no more after an hour").isEqualTo(20);
    }

    @Test
    void after_the_wait_it_names_one_passes_and_not_before() {
        RequestRate slow = new RequestRate(1);
        long fullAt = 7;
        for (int taken = 0; taken < 2; taken++) {
            fullAt = ((Pass) slow.take(fullAt, 7)).fullAt();
        }
        assertThat(slow.take(fullAt, 7)).isEqualTo(new Wait(1));
        assertThat(slow.take(fullAt, 6 + SECOND)).isEqualTo(new Wait(1));
        assertThat(slow.take(fullAt, 7 + SECOND)).isInstanceOf(Pass.class);
    }

    @Test
    void what_is_refused_does_not_count() {
        assertThat(passing(1_000_000, "a")).isEqualTo(20);
        now.addAndGet(SECOND / 10);
        assertThat(passing(2, "a")).isEqualTo(1);
    }

    @Test
    void everybody_has_a_bucket_of_its_own() {
        assertThat(passing(100, "a")).isEqualTo(20);
        assertThat(passing(100, "b")).isEqualTo(20);
        assertThat(passing(100, "a")).isZero();
    }

    @Test
    void who_was_not_seen_for_longest_is_forgotten_so_that_memory_has_an_end() {
        passing(100, "a");
        passing(100, "b");
        assertThat(passing(1, "a")).isZero();
        passing(100, "c");
        assertThat(passing(1, "a")).as("seen after b").isZero();
        assertThat(passing(1, "b")).isEqualTo(1);
    }

    @Test
    void no_rate_lets_everything_pass() {
        RequestRate any = new RequestRate(0);
        for (int i = 0; i < 100_000; i++) {
            assertThat(rates.secondsToWait("a", any)).isZero();
        }
    }

    private int passing(int requests, String caller) {
        int passed = 0;
        for (int i = 0; i < requests; i++) {
            passed += rates.secondsToWait(caller, TEN) == 0 ? 1 : 0;
        }
        return passed;
    }
}
