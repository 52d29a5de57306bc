package dev.bellhop.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.simulator.RecordedScreen;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookReportTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, 0, 0, 0, 0,",
        "1, 0, 0, 0, 0, 0, 0, 0, 1 repeated",
        "0, 1, 0, 0, 0, 0, 0, 0, 1 event was refused",
        "0, 2, 0, 0, 0, 0, 0, 0, 2 events were refused",
        "0, 0, 1, 0, 0, 0, 0, 0, 1 expected event did not come",
        "0, 0, 2, 0, 0, 0, 0, 0, 2 expected events did not come",
        "0, 0, 0, 1, 0, 0, 0, 0, 1 callback has a wrong signature",
        "0, 0, 0, 2, 0, 0, 0, 0, 2 callbacks have a wrong signature",
        "0, 0, 0, 0, 1, 0, 0, 0, 1 call did not keep",
        "0, 0, 0, 0, 2, 0, 0, 0, 2 calls did not keep",
        "0, 0, 0, 0, 0, 1, 0, 0, 1 callback came after its URL",
        "0, 0, 0, 0, 0, 2, 0, 0, 2 callbacks came after their URL",
        "0, 0, 0, 0, 0, 0, 1, 0, 1 time subscribing failed",
        "0, 0, 0, 0, 0, 0, 2, 0, 2 times subscribing failed",
        "0, 0, 0, 0, 0, 0, 0, 1, 1 time unsubscribing failed",
        "0, 0, 0, 0, 0, 0, 0, 2, 2 times unsubscribing failed",
    })
    void a_run_is_fine_if_nothing_is_wrong_and_says_what_is(
            int repeated,
            int refused,
            int missing,
            int signatures,
            int wrong,
            int late,
            int subs,
            int unsubs,
            String complaint) {
        WebhookReport report = new WebhookReport(
                3,
                3,
                repeated,
                2,
                refused,
                OptionalInt.of(missing),
                signatures,
                wrong,
                late,
                subs,
                unsubs,
                true,
                false);
        RecordedScreen screen = new RecordedScreen();

        report.show(screen);

        assertThat(report.isFine()).isEqualTo(complaint == null);
        assertThat(screen.lines().getFirst()).isEqualTo("3 fired, 3 different, " + repeated + " repeated, 2 retries");
        assertThat(screen.lines()).hasSize(complaint == null || repeated == 1 ? 1 : 2);
        assertThat(screen.text()).contains(complaint == null ? "" : complaint);
    }

    @ParameterizedTest
    @CsvSource({"1, '1 event was refused, as every event is here'", "2, '2 events were refused, as every event is here'"
    })
    void where_nothing_is_accepted_nothing_is_lost(int refused, String line) {
        WebhookReport report = new WebhookReport(0, 0, 0, 1, refused, OptionalInt.empty(), 0, 0, 0, 0, 0, false, false);
        RecordedScreen screen = new RecordedScreen();

        report.show(screen);

        assertThat(report.isFine()).isTrue();
        assertThat(screen.lines()).containsExactly("0 fired, 0 different, 0 repeated, 1 retry", line);
    }
}
