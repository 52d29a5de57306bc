package dev.bellhop.simulator.webhook;

import dev.bellhop.simulator.Engine;
import dev.bellhop.simulator.Spans;
import dev.bellhop.simulator.Tone;
import dev.bellhop.simulator.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Plays a webhook trigger from its first subscription to the last unsubscription. */
public final class WebhookRun {

    /** How often the run looks at what arrived. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Engine engine;
    private final CallbackReceiver receiver;
    private final WebhookSettings settings;
    private final CallbackLog log;
    private final TriggerHook hook;

    public WebhookRun(Engine engine, CallbackReceiver receiver, WebhookSettings settings) {
        this.engine = engine;
        this.receiver = receiver;
        this.settings = settings;
        this.log = new CallbackLog(engine);
        this.hook = new TriggerHook(engine, receiver, settings, log);
        if (settings.secret() != null) {
            log.signedWith(settings.secret());
        }
        receiver.losesAnswers(() -> engine.troubles().strikes(Trouble.LOST_RESPONSE));
    }

    /** Runs until it is over or its thread is interrupted; either way nothing stays subscribed. */
    public WebhookReport run() {
        engine.show(Tone.FAINT, "callbacks are received at " + receiver.baseUrl());
        try {
            if (hook.subscribe()) {
                listen();
                listenFor(settings.settle());
            }
        } catch (InterruptedException asked) {
            engine.show(Tone.FAINT, "asked to end");
        }
        finish();
        return report();
    }

    private void listen() throws InterruptedException {
        Instant start = engine.now();
        Instant nextBeat = start.plus(settings.beat());
        while (!isOver(start)) {
            hook.enableWhenDue();
            if (!engine.now().isBefore(nextBeat)) {
                nextBeat = engine.now().plus(settings.beat());
                strike();
            }
            look();
        }
    }

    private boolean isOver(Instant start) {
        @Nullable Duration duration = settings.duration();
        if (duration != null && !engine.now().isBefore(start.plus(duration))) {
            return true;
        }
        return settings.expect() != null && log.ledger().distinct() >= settings.expect();
    }

    /** A second copy of the last event would come right behind it. */
    private void listenFor(Duration span) throws InterruptedException {
        Instant end = engine.now().plus(span);
        while (engine.now().isBefore(end)) {
            look();
        }
    }

    private void look() throws InterruptedException {
        readAll();
        engine.environment().pace().pause(LOOK);
        readAll();
    }

    private void readAll() throws InterruptedException {
        for (var next = receiver.next(Duration.ZERO); next.isPresent(); next = receiver.next(Duration.ZERO)) {
            log.add(next.get(), hook.isInFlight(next.get()));
        }
    }

    private void strike() throws InterruptedException {
        if (hook.isDisabled()) {
            return;
        }
        if (engine.troubles().strikes(Trouble.HOST_RESTART)) {
            engine.show(Tone.FAINT, "trouble: the host starts anew and subscribes once more");
            var unused = hook.subscribe();
        }
        if (engine.troubles().strikes(Trouble.EDITED)) {
            engine.show(Tone.FAINT, "trouble: the trigger is saved and gets another callback URL");
            hook.edit();
        }
        if (engine.troubles().strikes(Trouble.DISABLED)) {
            Duration span = settings.beat().dividedBy(2);
            engine.show(Tone.FAINT, "trouble: the workflow is disabled for " + Spans.text(span));
            hook.disable(span);
        }
    }

    private void finish() {
        // Whoever asked to end wants the subscription gone as well, which takes calls that can be interrupted.
        var unused = Thread.interrupted();
        if (!hook.mayBeSubscribed()) {
            return;
        }
        try {
            readAll();
            hook.unsubscribeInEveryForm();
            listenFor(settings.settle());
        } catch (InterruptedException askedTwice) {
            Thread.currentThread().interrupt();
            engine.show(Tone.WARNING, "ended at once: a subscription may be left behind");
        }
    }

    private WebhookReport report() {
        EventLedger ledger = log.ledger();
        @Nullable Integer expect = settings.expect();
        return new WebhookReport(
                ledger.fired(),
                ledger.distinct(),
                ledger.repeated(),
                ledger.retries(),
                ledger.refused(),
                expect == null ? OptionalInt.empty() : OptionalInt.of(Math.max(0, expect - ledger.distinct())),
                log.badSignatures(),
                log.wrongCalls(),
                log.late(),
                hook.failedSubscribes(),
                hook.failedUnsubscribes(),
                receiver.accepts(),
                hook.isUnreachable());
    }
}
