package dev.bellhop.simulator.action;

import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Steering;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What an answer makes of an asynchronous action (Logic Apps documentation, create custom APIs, asynchronous actions):
 * a 202 is polled at its {@code Location}, everything else is the end.
 */
final class ActionPlanner {

    /** Without {@code Retry-After}; older texts say 20 seconds, and users saw no wait at all. */
    private static final Duration WAIT_DEFAULT = Duration.ofSeconds(1);

    private ActionPlanner() {}

    /** What follows from an answer. */
    sealed interface Step {

        /** Ask there, after a while. */
        record AskAgain(String url, Duration pause, List<String> remarks) implements Step {}

        /** That was it. */
        record End(ActionResult result, List<String> remarks) implements Step {}
    }

    /**
     * @param asked the URL that was called
     * @param started whether this is the answer to the request that started the work
     */
    static Step after(String asked, boolean started, Answer answer, Instant now) {
        List<String> remarks = new ArrayList<>();
        if (answer.status() != 202) {
            if (answer.isRedirect()) {
                remarks.add("engines follow no redirect: the step fails");
            }
            return new Step.End(
                    answer.isSuccess()
                            ? new ActionResult.Succeeded(answer)
                            : new ActionResult.Failed(new Outcome.Answered(answer)),
                    remarks);
        }
        Steering steering = Steering.of(asked, answer, now);
        remarks.addAll(steering.remarks());
        if (steering.next().isEmpty() && started) {
            remarks.add("a 202 without Location: the step succeeds at once, with nothing done");
            return new Step.End(new ActionResult.Succeeded(answer), remarks);
        }
        return new Step.AskAgain(steering.next().orElse(asked), steering.pause().orElse(WAIT_DEFAULT), remarks);
    }
}
