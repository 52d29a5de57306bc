package dev.bellhop.simulator.action;

import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Outcome;

/** How an action ended, as the workflow sees it. */
public sealed interface ActionResult {

    /** With a result; the step succeeds. */
    record Succeeded(Answer answer) implements ActionResult {}

    /** With anything but a 2xx, after all retries; the step fails. */
    record Failed(Outcome outcome) implements ActionResult {}

    /** Not in time: the engine gives up, and tells nobody. */
    record TimedOut() implements ActionResult {}

    /** The user stopped waiting. */
    record Stopped() implements ActionResult {}
}
