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
 * @param retries events that came again because they were not, or because nobody said so
 * @param refused events that were answered with a failure and never accepted: the workflow lost them
 * @param missing how many fewer came than were expected; empty if none were
 * @param badSignatures callbacks whose signature is wrong or absent, although there is a secret
 * @param wrongCalls requests that did not keep to the callback URL, or brought what must not be there
 * @param late callbacks to a URL that had been taken back
 * @param accepting whether any answer that was to be given here accepts an event
 * @param unreachable whether nobody answered when asked for a subscription
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
        int failedUnsubscribes,
        boolean accepting,
        boolean unreachable) {

    public boolean isFine() {
        return repeated == 0
                && (refused == 0 || !accepting)
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
                fired + " fired, " + distinct + " different, " + repeated + " repeated, " + retries
                        + (retries == 1 ? " retry" : " retries"));
        bad(screen, missing.orElse(0), "expected event did not come", "expected events did not come");
        bad(
                screen,
                badSignatures,
                "callback has a wrong signature or none",
                "callbacks have a wrong signature or none");
        bad(
                screen,
                wrongCalls,
                "call did not keep to the callback URL as it was given",
                "calls did not keep to the callback URL as it was given");
        bad(
                screen,
                late,
                "callback came after its URL had been taken back",
                "callbacks came after their URL had been taken back");
        bad(screen, failedSubscribes, "time subscribing failed", "times subscribing failed");
        bad(screen, failedUnsubscribes, "time unsubscribing failed", "times unsubscribing failed");
        if (!accepting) {
            counted(
                    screen,
                    Tone.WARNING,
                    refused,
                    "event was refused, as every event is here",
                    "events were refused, as every event is here");
        } else {
            bad(
                    screen,
                    refused,
                    "event was refused, and did not come again to be accepted",
                    "events were refused, and did not come again to be accepted");
        }
    }

    private static void bad(Screen screen, int count, String one, String many) {
        counted(screen, Tone.BAD, count, one, many);
    }

    private static void counted(Screen screen, Tone tone, int count, String one, String many) {
        if (count > 0) {
            screen.line(tone, count + " " + (count == 1 ? one : many));
        }
    }
}
