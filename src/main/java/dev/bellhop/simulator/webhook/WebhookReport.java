package dev.bellhop.simulator.webhook;

import dev.bellhop.simulator.Screen;
import dev.bellhop.simulator.Tone;
import java.util.OptionalInt;

/**
 * What a run of a webhook trigger came to.
 *
 * @param fired runs that were started
 * @param distinct different events that started one
 * @param repeated events that came again although they were accepted
 * @param retries events that came again because they were not
 * @param refused events that were answered with a failure and never accepted
 * @param missing how many fewer came than were expected; empty if none were
 * @param badSignatures callbacks whose signature is wrong or absent, although there is a secret
 * @param wrongCalls requests that did not keep to the callback URL, or brought what must not be there
 * @param late callbacks to a URL that had been taken back
 */
public record WebhookReport(
        int fired,
        int distinct,
        int repeated,
        int retries,
        int refused,
        OptionalInt missing,
        int badSignatures,
        int wrongCalls,
        int late,
        int failedSubscribes,
        int failedUnsubscribes) {

    public boolean isFine() {
        return repeated == 0
                && missing.orElse(0) == 0
                && badSignatures == 0
                && wrongCalls == 0
                && late == 0
                && failedSubscribes == 0
                && failedUnsubscribes == 0;
    }

    /** Shows the numbers, and what they mean. */
    public void show(Screen screen) {
        screen.line(
                isFine() ? Tone.GOOD : Tone.BAD,
                fired + " fired, " + distinct + " different, " + repeated + " repeated, " + retries + " retries");
        bad(screen, missing.orElse(0), "expected, and did not come");
        bad(screen, badSignatures, "with a wrong signature or none");
        bad(screen, wrongCalls, "not sent to the callback URL as it was given");
        bad(screen, late, "sent after the URL had been taken back");
        bad(screen, failedSubscribes, "times subscribing failed");
        bad(screen, failedUnsubscribes, "times unsubscribing failed");
        if (refused > 0) {
            screen.line(Tone.WARNING, refused + " refused here, and not sent again until they were accepted");
        }
    }

    private static void bad(Screen screen, int count, String text) {
        if (count > 0) {
            screen.line(Tone.BAD, count + " " + text);
        }
    }
}
