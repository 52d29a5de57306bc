package dev.bellhop.simulator.poll;

import dev.bellhop.simulator.Dialect;
import dev.bellhop.simulator.Engine;
import dev.bellhop.simulator.Expressions;
import dev.bellhop.simulator.Item;
import dev.bellhop.simulator.Items;
import dev.bellhop.simulator.Ledger;
import dev.bellhop.simulator.Spans;
import dev.bellhop.simulator.Tone;
import dev.bellhop.simulator.Trouble;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Polls a trigger as its engine would, until it is told to stop. */
public final class PollRun {

    /** A workflow that is disabled stays so for so many recurrences: long enough to miss something. */
    private static final int DISABLED_RECURRENCES = 3;
    /** A service that answers one state so often with a run and no other state will never stop. */
    private static final int SAME_STATE_MAX = 20;

    private final Engine engine;
    private final PollSettings settings;
    private final PollPlanner planner;
    private final Ledger ledger = new Ledger();

    private String url;
    private Duration quietWait;
    private long polls;
    private long failed;
    private long answered;
    private int sameState;
    /** The last poll had a state, and nothing came after it. */
    private boolean drained;

    public PollRun(Engine engine, PollSettings settings) {
        this.engine = engine;
        this.settings = settings;
        this.planner = new PollPlanner(settings.url(), settings.recurrence());
        this.url = settings.url();
        this.quietWait = settings.recurrence();
    }

    /** Runs until one of the ends comes that were asked for, or the thread is interrupted. */
    public PollReport run() {
        Instant begun = engine.now();
        try {
            for (boolean going = true; going; ) {
                PollPlanner.Step step = poll();
                going = !ends(step, Duration.between(begun, engine.now()));
                if (going) {
                    url = step.next();
                    engine.environment().pace().pause(step.pause());
                    trouble();
                }
            }
        } catch (InterruptedException stop) {
            engine.show(Tone.FAINT, "stopped");
        }
        return new PollReport(
                ledger.fired(),
                ledger.ids(),
                ledger.missing(settings.until().expected()),
                polls,
                engine.requests(),
                failed,
                quietWait,
                answered == 0);
    }

    private PollPlanner.Step poll() throws InterruptedException {
        polls++;
        Request request = Request.get(Expressions.withTime(url, engine.wall()));
        Outcome outcome = engine.poll(engine.withKeys(request, settings.url()));
        PollPlanner.Step step = planner.after(url, outcome, engine.wall());
        boolean first = url.equals(settings.url());
        Optional<Answer> answer = outcome.answered();
        answered += answer.isPresent() ? 1 : 0;
        int status = answer.map(Answer::status).orElse(0);
        drained = status == 202 && (!first || answer.orElseThrow().location().isEmpty());
        if (step.fires()) {
            fire(answer.orElseThrow(), step);
        } else if (status == 202) {
            quietWait = step.pause();
            engine.show(
                    Tone.FAINT,
                    "202  " + (first ? "no state yet, now there is one" : "nothing new") + "; next in "
                            + Spans.text(step.pause()));
        } else {
            failed++;
            engine.show(Tone.BAD, outcome.inShort() + "; next in " + Spans.text(step.pause()));
        }
        step.remarks().forEach(remark -> engine.show(Tone.WARNING, "     " + remark));
        return step;
    }

    private void fire(Answer answer, PollPlanner.Step step) {
        List<Item> items = settings.splitOn()
                .map(pointer -> Items.split(answer.body(), pointer, url))
                .orElseGet(() -> Optional.of(List.of(Items.whole(answer.body(), url))))
                .orElseGet(() -> {
                    engine.show(Tone.BAD, "200  splitOn finds no array in the body: the engine starts no run");
                    failed++;
                    return List.of();
                });
        if (items.size() > Dialect.SPLIT_ON_MAX_CONCURRENT) {
            engine.show(
                    Tone.WARNING,
                    "     " + items.size() + " items: with limited concurrency an engine takes "
                            + Dialect.SPLIT_ON_MAX_CONCURRENT + " at most");
        }
        String next = "; next in " + Spans.text(step.pause());
        if (items.size() > 1) {
            engine.show(Tone.PLAIN, "200  " + items.size() + " items" + next);
        }
        for (Item item : items) {
            boolean fresh = ledger.enter(item);
            engine.show(
                    fresh ? Tone.GOOD : Tone.BAD,
                    (items.size() > 1 ? "     " : "200  ") + (fresh ? "fired " : "FIRED AGAIN ") + item.label()
                            + "  id " + item.id() + (items.size() > 1 ? "" : next));
        }
        sameState = step.next().equals(url) ? sameState + 1 : 0;
    }

    private boolean ends(PollPlanner.Step step, Duration passed) {
        PollSettings.Until until = settings.until();
        if (sameState >= SAME_STATE_MAX) {
            engine.show(Tone.BAD, "stopped: " + SAME_STATE_MAX + " runs from one state");
            return true;
        }
        boolean all = until.expected().isPresent()
                && ledger.distinct() >= until.expected().getAsLong();
        return until.drained() && drained
                || all && !until.drained()
                || until.polls().isPresent() && polls >= until.polls().getAsLong()
                || until.time().isPresent()
                        && passed.plus(step.pause()).compareTo(until.time().get()) > 0;
    }

    /** What happens to the workflow between two polls. */
    private void trouble() throws InterruptedException {
        if (engine.troubles().strikes(Trouble.EDITED)) {
            engine.show(Tone.WARNING, "trouble: the trigger was saved, and its state is lost");
            url = settings.url();
        }
        if (engine.troubles().strikes(Trouble.DISABLED)) {
            Duration away = settings.recurrence().multipliedBy(DISABLED_RECURRENCES);
            engine.show(
                    Tone.WARNING,
                    "trouble: the workflow is disabled for " + Spans.text(away) + ", and keeps its state");
            engine.environment().pace().pause(away);
        }
    }
}
