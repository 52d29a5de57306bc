package dev.bellhop.simulator.webhook;

import dev.bellhop.simulator.Engine;
import dev.bellhop.simulator.Tone;
import dev.bellhop.simulator.webhook.HookCalls.Subscription;
import dev.bellhop.simulator.wire.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one subscription of a trigger, through everything that is done to a trigger. */
final class TriggerHook {

    private final Engine engine;
    private final CallbackReceiver receiver;
    private final WebhookSettings settings;
    private final HookCalls calls;
    private final CallbackLog log;
    private final Map<String, Instant> takenBack = new HashMap<>();
    private String callbackUrl;
    private Subscription subscription;
    private @Nullable Instant enabledAt;
    private boolean refused;
    private boolean unanswered;
    private boolean answered;
    private int turn;
    private int failedSubscribes;
    private int failedUnsubscribes;

    TriggerHook(Engine engine, CallbackReceiver receiver, WebhookSettings settings, CallbackLog log) {
        this.engine = engine;
        this.receiver = receiver;
        this.settings = settings;
        this.calls = new HookCalls(engine, settings.calls());
        this.log = log;
        this.callbackUrl = freshUrl();
        this.subscription = unknown();
    }

    /** Subscribes, or subscribes once more with the same URL. */
    boolean subscribe() throws InterruptedException {
        receiver.register(callbackUrl);
        takenBack.remove(callbackUrl);
        Subscription asked = calls.subscribe(callbackUrl);
        answered |= asked.outcome().answered().isPresent();
        unanswered |= asked.outcome().answered().isEmpty();
        if (!asked.isMade()) {
            failedSubscribes++;
            refused = asked.outcome()
                    .answered()
                    .filter(answer -> answer.status() < 500)
                    .isPresent();
            return false;
        }
        subscription = asked;
        String secret = asked.secret();
        if (secret != null && settings.secret() == null) {
            learn(secret);
        }
        return true;
    }

    private void learn(String secret) {
        try {
            log.signedWith(secret);
        } catch (IllegalArgumentException noSecret) {
            engine.show(Tone.WARNING, "the service made a secret, but " + noSecret.getMessage());
        }
    }

    /** Whether the service may hold a subscription: also when asking for it got no answer. */
    boolean mayBeSubscribed() {
        return subscription.isMade() || !refused;
    }

    /** The trigger is saved: the old URL is taken back, and there is another one. */
    void edit() throws InterruptedException {
        unsubscribe();
        callbackUrl = freshUrl();
        subscription = unknown();
        var unused = subscribe();
    }

    /** The workflow is disabled until some time later. */
    void disable(Duration span) throws InterruptedException {
        unsubscribe();
        enabledAt = engine.now().plus(span);
    }

    boolean isDisabled() {
        return enabledAt != null;
    }

    /** Enables the workflow again when it is time to. */
    void enableWhenDue() throws InterruptedException {
        if (enabledAt != null && !engine.now().isBefore(enabledAt)) {
            enabledAt = null;
            engine.show(Tone.FAINT, "the workflow is enabled again");
            var unused = subscribe();
        }
    }

    /** In one form, and in the next one the next time: each must do its work, not only be answered well. */
    private void unsubscribe() throws InterruptedException {
        List<UnsubscribeForm> forms = usable();
        if (forms.isEmpty()) {
            nothingToUnsubscribeWith();
        } else {
            count(calls.unsubscribe(subscription, forms.get(turn++ % forms.size())));
        }
        takeBack();
    }

    /** Whatever was or was not unsubscribed before: every form must be answered with success. */
    void unsubscribeInEveryForm() throws InterruptedException {
        List<UnsubscribeForm> forms = usable();
        if (forms.isEmpty() && subscription.isMade()) {
            nothingToUnsubscribeWith();
        }
        for (UnsubscribeForm form : forms) {
            Optional<Outcome> outcome = calls.unsubscribe(subscription, form);
            count(outcome);
            if (outcome.isPresent() && outcome.get() instanceof Outcome.Unanswered) {
                engine.show(Tone.WARNING, "nobody answers; the other ways to unsubscribe are not tried");
                break;
            }
        }
        takeBack();
    }

    private List<UnsubscribeForm> usable() {
        List<UnsubscribeForm> forms = new ArrayList<>(settings.calls().forms());
        forms.removeIf(form -> !calls.canUnsubscribe(subscription, form));
        return forms;
    }

    private void nothingToUnsubscribeWith() {
        failedUnsubscribes++;
        engine.show(Tone.BAD, "there is no way to unsubscribe: no Location, and no unsubscribe URL");
    }

    private void count(Optional<Outcome> outcome) {
        failedUnsubscribes += outcome.filter(HookCalls::isSuccess).isPresent() ? 0 : 1;
    }

    private void takeBack() {
        receiver.unregister(callbackUrl);
        takenBack.putIfAbsent(callbackUrl, engine.now());
    }

    /** Whether a callback may have been on its way when its URL was taken back. */
    boolean isInFlight(Callback callback) {
        Instant since = takenBack.get(callback.url());
        return since != null
                && callback.at().isBefore(since.plus(settings.settle().dividedBy(5)));
    }

    /** Nothing is known of a subscription that was asked for without an answer, but its callback URL. */
    private Subscription unknown() {
        return Subscription.of(
                callbackUrl,
                new Outcome.Unanswered("not asked yet"),
                settings.calls().subscribeUrl());
    }

    private String freshUrl() {
        return engine.workflow()
                .callbackUrl(receiver.baseUrl(), engine.environment().random());
    }

    /** Whether it was asked for a subscription, and nobody ever said anything. */
    boolean isUnreachable() {
        return unanswered && !answered;
    }

    int failedSubscribes() {
        return failedSubscribes;
    }

    int failedUnsubscribes() {
        return failedUnsubscribes;
    }
}
