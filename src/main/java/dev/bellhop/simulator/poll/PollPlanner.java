package dev.bellhop.simulator.poll;

import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Steering;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What an answer makes of a polling trigger (Logic Apps documentation, workflow triggers and actions, HTTP trigger):
 * only 200 starts a run; its {@code Retry-After} counts as it is, and that of a 202 only if it is the longer wait;
 * {@code Location} is the next URL as it is, and without it the next poll has no state.
 */
final class PollPlanner {

    private final String start;
    private final Duration recurrence;

    /** @param start the URL of the trigger, without a state */
    PollPlanner(String start, Duration recurrence) {
        this.start = start;
        this.recurrence = recurrence;
    }

    /**
     * What follows from an answer.
     *
     * @param fires whether a run is started
     * @param next what is polled next
     * @param pause how long until then
     * @param remarks what is odd about the answer
     */
    record Step(boolean fires, String next, Duration pause, List<String> remarks) {}

    Step after(String polled, Outcome outcome, Instant now) {
        return switch (outcome) {
            case Outcome.Unanswered(String reason) -> new Step(false, polled, recurrence, List.of());
            case Outcome.Answered(Answer answer) -> after(polled, answer, now);
        };
    }

    private Step after(String polled, Answer answer, Instant now) {
        return switch (answer.status()) {
            case 200 -> {
                Step step = step(true, polled, answer, now);
                if (step.next().equals(polled)) {
                    step.remarks().add("a 200 that leaves the state as it was fires again for ever");
                }
                yield step;
            }
            case 202 -> step(false, polled, answer, now);
            default -> new Step(false, polled, recurrence, List.of(meaning(answer)));
        };
    }

    private Step step(boolean fires, String polled, Answer answer, Instant now) {
        Steering steering = Steering.of(polled, answer, now);
        List<String> remarks = new ArrayList<>(steering.remarks());
        if (steering.next().isEmpty()) {
            remarks.add("Location is missing: the next poll has no state");
        }
        Duration asked = steering.pause().orElse(recurrence);
        boolean sooner = asked.compareTo(recurrence) < 0;
        return new Step(fires, steering.next().orElse(start), sooner && !fires ? recurrence : asked, remarks);
    }

    private static String meaning(Answer answer) {
        if (answer.isRedirect()) {
            return "engines follow no redirect: no run, and the same URL is polled again";
        }
        return answer.isSuccess()
                ? "neither 200 nor 202: no run, and no new state"
                : "no run, and the same URL is polled again";
    }
}
