package dev.bellhop.simulator.action;

import dev.bellhop.simulator.Engine;
import dev.bellhop.simulator.Items;
import dev.bellhop.simulator.Spans;
import dev.bellhop.simulator.Tone;
import dev.bellhop.simulator.action.ActionPlanner.Step;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import java.time.Duration;
import java.time.Instant;

/** Starts long work and asks for its result until it is there. */
public final class ActionRun {

    private final Engine engine;
    private final ActionSettings settings;

    public ActionRun(Engine engine, ActionSettings settings) {
        this.engine = engine;
        this.settings = settings;
    }

    /** Runs until there is a result, the time is over, or the thread is interrupted. */
    public ActionResult run() {
        ActionResult result;
        try {
            result = finish(engine.call(settings.start()));
        } catch (InterruptedException stop) {
            result = new ActionResult.Stopped();
        }
        show(result);
        return result;
    }

    private ActionResult finish(Outcome started) throws InterruptedException {
        Instant begun = engine.now();
        String asked = settings.start().url();
        Outcome outcome = started;
        boolean first = true;
        while (true) {
            if (!(outcome instanceof Outcome.Answered(Answer answer))) {
                return new ActionResult.Failed(outcome);
            }
            Step step = ActionPlanner.after(asked, first, answer, engine.wall());
            switch (step) {
                case Step.End(ActionResult result, var remarks) -> {
                    remarks.forEach(remark -> engine.show(Tone.WARNING, "     " + remark));
                    return result;
                }
                case Step.AskAgain(String url, Duration pause, var remarks) -> {
                    engine.show(
                            Tone.FAINT,
                            "202  " + (first ? "started" : "still running" + progress(answer)) + "; asking in "
                                    + Spans.text(pause));
                    remarks.forEach(remark -> engine.show(Tone.WARNING, "     " + remark));
                    if (Duration.between(begun, engine.now()).plus(pause).compareTo(settings.limit()) > 0) {
                        return new ActionResult.TimedOut();
                    }
                    engine.environment().pace().pause(pause);
                    asked = url;
                }
            }
            first = false;
            Request status = Request.get(asked);
            outcome = engine.call(
                    settings.repeatKeys()
                            ? engine.withKeys(status, settings.start().url())
                            : status);
        }
    }

    private static String progress(Answer answer) {
        return answer.body().length == 0
                ? ""
                : ": " + Items.whole(answer.body()).label();
    }

    private void show(ActionResult result) {
        switch (result) {
            case ActionResult.Succeeded(Answer answer) ->
                engine.show(Tone.GOOD, answer.status() + "  succeeded" + progress(answer));
            case ActionResult.Failed(Outcome.Answered(Answer answer)) ->
                engine.show(Tone.BAD, answer.status() + "  failed" + progress(answer));
            case ActionResult.Failed(Outcome.Unanswered(String reason)) ->
                engine.show(Tone.BAD, "failed: no answer (" + reason + ")");
            case ActionResult.TimedOut() ->
                engine.show(Tone.BAD, "gave up after " + Spans.text(settings.limit()) + "; the service is not told");
            case ActionResult.Stopped() -> engine.show(Tone.FAINT, "stopped");
        }
    }
}
