package dev.bellhop.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.simulator.RecordedScreen;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookReportTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, 0, 0, 0, true",
        "1, 0, 0, 0, 0, 0, 0, false",
        "0, 1, 0, 0, 0, 0, 0, false",
        "0, 0, 1, 0, 0, 0, 0, false",
        "0, 0, 0, 1, 0, 0, 0, false",
        "0, 0, 0, 0, 1, 0, 0, false",
        "0, 0, 0, 0, 0, 1, 0, false",
        "0, 0, 0, 0, 0, 0, 1, false",
    })
    void a_run_is_fine_if_nothing_is_wrong_and_says_what_is(
            int repeated, int missing, int signatures, int wrong, int late, int subs, int unsubs, boolean fine) {
        WebhookReport report =
                new WebhookReport(3, 3, repeated, 2, 1, OptionalInt.of(missing), signatures, wrong, late, subs, unsubs);
        RecordedScreen screen = new RecordedScreen();

        report.show(screen);

        assertThat(report.isFine()).isEqualTo(fine);
        assertThat(screen.lines().getFirst()).isEqualTo("3 fired, 3 different, " + repeated + " repeated, 2 retries");
        assertThat(screen.lines()).hasSize(fine || repeated == 1 ? 2 : 3);
    }
}
