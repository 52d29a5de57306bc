package dev.bellhop.simulator.webhook;

import dev.bellhop.simulator.Engine;
import dev.bellhop.simulator.Spans;
import dev.bellhop.simulator.Tone;
import dev.bellhop.simulator.webhook.HookCalls.Subscription;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Redaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Plays a webhook action: asks for one callback, waits for it, and takes the subscription back. */
public final class WebhookActionRun {

    /** How long the run listens on for a second call, which must not come. */
    private static final Duration SETTLE = Duration.ofSeconds(2);

    private static final Duration LOOK = Duration.ofMillis(200);
    /** What the action itself says counts for more than the link that the service gave. */
    private static final List<UnsubscribeForm> FORMS = List.of(
            UnsubscribeForm.POST_CALLBACK_URL,
            UnsubscribeForm.DELETE_LOCATION,
            UnsubscribeForm.POST_ID,
            UnsubscribeForm.POST_BARE_URL,
            UnsubscribeForm.POST_EMPTY);

    /** How the action ended. */
    public sealed interface Result {

        record Called(Callback callback) implements Result {}

        record TimedOut() implements Result {}

        record SubscribeFailed(Outcome outcome) implements Result {}

        record Interrupted() implements Result {}
    }

    private final Engine engine;
    private final CallbackReceiver receiver;
    private final HookCalls calls;
    private final Duration timeout;
    private final String callbackUrl;
    private boolean over;
    private int complaints;

    /** @param timeout by the engine's clock */
    public WebhookActionRun(Engine engine, CallbackReceiver receiver, WebhookSettings.Calls calls, Duration timeout) {
        this.engine = engine;
        this.receiver = receiver;
        this.calls = new HookCalls(engine, calls);
        this.timeout = timeout;
        this.callbackUrl = engine.workflow()
                .actionCallbackUrl(receiver.baseUrl(), engine.environment().random());
    }

    /** Runs until the callback came, the time is over, or the thread is interrupted. */
    public Result run() {
        receiver.registerOnce(callbackUrl);
        Subscription subscription =
                Subscription.of(callbackUrl, new Outcome.Unanswered("not asked yet"), receiver.baseUrl());
        Result result;
        try {
            subscription = calls.subscribe(callbackUrl);
            if (!subscription.isMade()) {
                receiver.unregister(callbackUrl);
                return new Result.SubscribeFailed(subscription.outcome());
            }
            result = await();
        } catch (InterruptedException asked) {
            engine.show(Tone.FAINT, "asked to end");
            result = new Result.Interrupted();
        }
        if (!(result instanceof Result.Called)) {
            receiver.unregister(callbackUrl);
        }
        finish(subscription);
        return result;
    }

    /** How many things went wrong beside the result: wrong or repeated calls, and failures to unsubscribe. */
    public int complaints() {
        return complaints;
    }

    private Result await() throws InterruptedException {
        Instant end = engine.now().plus(timeout);
        while (true) {
            Optional<Callback> callback = next();
            if (callback.isPresent()) {
                return new Result.Called(callback.get());
            }
            if (!engine.now().isBefore(end)) {
                engine.show(Tone.BAD, "no callback within " + Spans.text(timeout));
                return new Result.TimedOut();
            }
            engine.environment().pace().pause(LOOK);
        }
    }

    /** The next callback that the action takes; all others are shown. */
    private Optional<Callback> next() throws InterruptedException {
        for (var next = receiver.next(Duration.ZERO); next.isPresent(); next = receiver.next(Duration.ZERO)) {
            Callback callback = next.get();
            CallbackProblem problem = callback.problem();
            if (problem != null) {
                // Until the service was told, it may call a URL that is not waited for any more.
                boolean wrong = over || problem != CallbackProblem.TAKEN_BACK;
                complaints += wrong ? 1 : 0;
                engine.show(wrong ? Tone.BAD : Tone.FAINT, "wrong call: " + problem + "; answered " + problem.status());
                continue;
            }
            boolean taken = callback.answered().accepts();
            engine.show(
                    taken ? Tone.GOOD : Tone.WARNING,
                    "called with " + Redaction.of(callback.text(), CallbackLog.EXCERPT_MAX) + "; answered "
                            + callback.answered().inShort());
            if (taken) {
                return next;
            }
        }
        return Optional.empty();
    }

    private void finish(Subscription subscription) {
        // The subscription is to go whatever the reason, which takes calls that can be interrupted.
        var unused = Thread.interrupted();
        try {
            unsubscribe(subscription);
            var taken = next();
            over = true;
            Instant end = engine.now().plus(SETTLE);
            while (engine.now().isBefore(end)) {
                engine.environment().pace().pause(LOOK);
                var none = next();
            }
        } catch (InterruptedException askedTwice) {
            Thread.currentThread().interrupt();
            engine.show(Tone.WARNING, "ended at once: a subscription may be left behind");
        }
    }

    private void unsubscribe(Subscription subscription) throws InterruptedException {
        for (UnsubscribeForm form : FORMS) {
            if (calls.canUnsubscribe(subscription, form)) {
                boolean done = calls.unsubscribe(subscription, form)
                        .filter(HookCalls::isSuccess)
                        .isPresent();
                complaints += done ? 0 : 1;
                return;
            }
        }
        engine.show(Tone.FAINT, "nothing to unsubscribe with: no Location, and no unsubscribe URL");
    }
}
