package dev.bellhop.simulator.check;

import dev.bellhop.simulator.Engine;
import dev.bellhop.simulator.check.exchange.AnswerJudge;
import dev.bellhop.simulator.check.exchange.Caller;
import dev.bellhop.simulator.check.exchange.Exchange;
import dev.bellhop.simulator.check.rule.AnswerRules;
import dev.bellhop.simulator.check.rule.Finding;
import dev.bellhop.simulator.check.rule.Notes;
import dev.bellhop.simulator.check.rule.Result;
import java.util.List;

/** Finds out whether a service does what engines demand of it. Whatever is wrong with the service is a finding. */
public final class Conformance {

    private static final String NOTHING = "nothing of the kind happened";

    private final CheckSettings settings;
    private final Caller caller;
    private final Notes notes = new Notes();

    private Conformance(CheckSettings settings, Engine engine) {
        this.settings = settings;
        this.caller = new Caller(engine);
    }

    /**
     * Checks one URL.
     *
     * @param engine whose keys are sent along; its troubles are not used
     * @throws InterruptedException if the run is to end
     */
    public static Verdict check(CheckSettings settings, Engine engine) throws InterruptedException {
        Conformance conformance = new Conformance(settings, engine);
        long before = engine.requests();
        List<Finding> findings = conformance.findings();
        return new Verdict(settings.subject().kind(), settings.subject().url(), findings, engine.requests() - before);
    }

    private List<Finding> findings() throws InterruptedException {
        String otherwise = switch (settings.subject()) {
            case Subject.Poll poll -> poll(poll);
            case Subject.Action action -> action(action);
            case Subject.Webhook webhook -> webhook(webhook);
        };
        Exchange first = caller.all().getFirst();
        if (first.answer().isEmpty()) {
            return List.of(new Finding(AnswerRules.REACHABLE, Result.BROKEN, first.toString()));
        }
        notes.judge(AnswerRules.REACHABLE, true, first.toString());
        caller.all().forEach(new AnswerJudge(notes)::every);
        return notes.findings(settings.subject().rules(), otherwise);
    }

    /** Notes what is seen; returns why the rest is not. */
    private String poll(Subject.Poll poll) throws InterruptedException {
        PollJudge judge = new PollJudge(poll.url(), notes);
        Exchange first = caller.get(poll.url());
        if (!first.isPoll()) {
            judge.poll(first);
            return "the first poll was answered " + first.inShort();
        }
        PollSeen seen = new PollWalk(settings, caller).walk(first);
        judge.judge(seen);
        new StateJudge(poll.url(), notes).judge(seen, caller.pace().instant());
        return NOTHING;
    }

    private String action(Subject.Action action) throws InterruptedException {
        ActionJudge judge = new ActionJudge(notes);
        ActionWalk walk = new ActionWalk(settings, action, caller);
        Exchange start = walk.start();
        judge.start(start);
        if (!start.is(202)) {
            return "the start was answered " + start.inShort();
        }
        if (start.location().isEmpty()) {
            return "the start was answered without Location";
        }
        judge.judge(walk.walk(start));
        return NOTHING;
    }

    private String webhook(Subject.Webhook webhook) throws InterruptedException {
        WebhookJudge judge = new WebhookJudge(webhook, notes, caller.pace());
        WebhookWalk walk = new WebhookWalk(settings, webhook, caller);
        boolean over = false;
        try {
            Exchange subscribed = walk.subscribe();
            judge.subscribed(subscribed);
            if (!subscribed.isSuccess()) {
                over = subscribed.answer().isPresent();
                return "subscribing was answered " + subscribed.inShort();
            }
            judge.judge(walk.walk(subscribed));
            over = true;
            return NOTHING;
        } finally {
            if (!over) {
                walk.leave();
            }
        }
    }
}
