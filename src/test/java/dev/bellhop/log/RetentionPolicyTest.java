package dev.bellhop.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.SampleEvents;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionPolicyTest {

    private static final long NOBODY = Long.MAX_VALUE;
    /** At most 10 events are kept, at most 50 for readers that are behind. */
    private static final RetentionPolicy POLICY = new RetentionPolicy(Duration.ofDays(30), 10, Duration.ofDays(90), 50);

    @ParameterizedTest(name = "oldest {0}, newest {1}, too old {2}, far too old {3}, needed from {4}: up to {5}")
    @CsvSource({
        // nothing is too old, nothing too much
        "1, 0, 0, 0, 9223372036854775807, 0",
        "1, 10, 0, 0, 9223372036854775807, 0",
        // by count, by age, and by whichever deletes more
        "1, 12, 0, 0, 9223372036854775807, 2",
        "1, 12, 1, 0, 9223372036854775807, 2",
        "1, 12, 7, 0, 9223372036854775807, 7",
        "1, 12, 12, 0, 9223372036854775807, 12",
        // a reader that is behind holds what it needs
        "1, 30, 25, 0, 4, 3",
        "1, 30, 25, 0, 1, 0",
        "1, 30, 25, 0, 26, 25",
        "1, 30, 25, 0, 99, 25",
        // but not for ever, and not without bound
        "1, 30, 25, 20, 4, 20",
        "1, 60, 0, 0, 1, 10",
        "1, 60, 25, 20, 1, 20",
        "1, 60, 25, 5, 1, 10",
    })
    void it_keeps_what_is_young_wanted_or_needed(
            long oldest, long newest, long byAge, long byHeldAge, long neededFrom, long expected) {
        LogHead head = new LogHead("orders", "k3f9", oldest, newest, SampleEvents.TIME);
        assertThat(Math.max(0, POLICY.deletableUpTo(head, byAge, byHeldAge, neededFrom)))
                .isEqualTo(expected);
        assertThat(POLICY.deletableUpTo(head, byAge, byHeldAge, NOBODY))
                .isGreaterThanOrEqualTo(POLICY.deletableUpTo(head, byAge, byHeldAge, neededFrom));
    }
}
