package dev.bellhop.simulator.check;

import dev.bellhop.simulator.Expressions;
import dev.bellhop.simulator.check.PollSeen.Repeat;
import dev.bellhop.simulator.check.WebhookSeen.Ends;
import dev.bellhop.simulator.check.exchange.Caller;
import dev.bellhop.simulator.check.exchange.Exchange;
import dev.bellhop.simulator.check.feed.Expected;
import dev.bellhop.simulator.check.feed.Feed;
import dev.bellhop.simulator.webhook.Callback;
import dev.bellhop.simulator.webhook.HookCalls.Subscription;
import dev.bellhop.simulator.webhook.UnsubscribeForm;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plays a workflow that subscribes twice, gets what happens, unsubscribes in every way, and gets nothing more. */
final class WebhookWalk {

    private static final int CALLBACKS_MAX = 1_000;

    private static final List<UnsubscribeForm> POSTS = List.of(
            UnsubscribeForm.POST_CALLBACK_URL,
            UnsubscribeForm.POST_BARE_URL,
            UnsubscribeForm.POST_ID,
            UnsubscribeForm.POST_EMPTY);

    private final CheckSettings settings;
    private final Subject.Webhook webhook;
    private final Caller caller;
    private final String callback;
    private final UnsubscribeForm.Place place;
    /** By Location: a service may make another one each time that it is asked. */
    private final Map<String, Subscription> asked = new LinkedHashMap<>();

    WebhookWalk(CheckSettings settings, Subject.Webhook webhook, Caller caller) {
        this.settings = settings;
        this.webhook = webhook;
        this.caller = caller;
        this.callback = caller.callbackUrl(webhook.receiver().baseUrl());
        this.place = new UnsubscribeForm.Place(
                webhook.url(), webhook.body(), webhook.unsubscribeUrl().orElse(null), caller.keys());
    }

    Exchange subscribe() throws InterruptedException {
        webhook.receiver().register(callback);
        return subscribe(Expressions.withCallback(webhook.body(), callback));
    }

    private Exchange subscribe(String body) throws InterruptedException {
        // It may be made although its answer never comes.
        asked.putIfAbsent("", unanswered(callback));
        Exchange subscribed = caller.send(Request.post(webhook.url(), body), caller.keys());
        asked.put(subscribed.location().orElse(""), subscription(subscribed));
        return subscribed;
    }

    /** Takes back whatever may be subscribed when a check breaks off, until a call is not answered. */
    void leave() {
        // Whoever asked to end wants the subscription gone as well, which takes calls that can be interrupted.
        boolean interrupted = Thread.interrupted();
        try {
            boolean answers = true;
            for (Subscription subscription : asked.values()) {
                answers = answers && takeBack(subscription);
            }
        } catch (InterruptedException askedTwice) {
            interrupted = true;
        } finally {
            webhook.receiver().unregister(callback);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** @param subscribed a subscription that was answered 2xx */
    WebhookSeen walk(Exchange subscribed) throws InterruptedException {
        Exchange again = subscribe();
        Expected expected = Expected.of(settings.feed(), settings.expect());
        List<Callback> callbacks = callbacks(expected);
        Ends ends = ends(subscribed);
        Optional<Exchange> unknown = unsubscribeUnknown();
        webhook.receiver().unregister(callback);
        Expected later = later();
        List<Callback> strays = webhook.receiver().next(CALLBACKS_MAX, settings.settle());
        return new WebhookSeen(subscribed, again, expected, callbacks, ends, unknown, later, strays, asText());
    }

    private List<Callback> callbacks(Expected expected) throws InterruptedException {
        List<Callback> arrived = new ArrayList<>();
        Duration left = settings.waitMax();
        while (left.isPositive() && arrived.size() < CALLBACKS_MAX && !isEnough(expected, arrived)) {
            Optional<Callback> next = webhook.receiver().next(settings.step());
            next.ifPresent(arrived::add);
            left = next.isPresent() ? left : left.minus(settings.step());
        }
        arrived.addAll(webhook.receiver().next(CALLBACKS_MAX, settings.settle()));
        return arrived;
    }

    /** What is wrong with a callback does not make its item less there. */
    private static boolean isEnough(Expected expected, List<Callback> arrived) {
        return expected.isMet(WebhookSeen.items(WebhookSeen.accepted(arrived)))
                || arrived.stream().anyMatch(callback -> callback.problem() != null)
                        && expected.isMet(WebhookSeen.items(arrived));
    }

    /** Unsubscribes twice in every form for which there is a place; each POST needs a new subscription. */
    private Ends ends(Exchange first) throws InterruptedException {
        Subscription subscription = subscription(first);
        Optional<Exchange> withoutKey = Optional.empty();
        Optional<Repeat> deleted = Optional.empty();
        Optional<Request> bare = UnsubscribeForm.DELETE_LOCATION.request(subscription, place);
        if (bare.isPresent()) {
            Request delete = UnsubscribeForm.DELETE_LOCATION_WITH_KEY
                    .request(subscription, place)
                    .orElse(bare.get());
            withoutKey = caller.keys().isEmpty() ? Optional.empty() : Optional.of(send(bare.get()));
            boolean isOver = withoutKey.filter(Exchange::isSuccess).isPresent();
            Exchange once = isOver ? withoutKey.get() : send(delete);
            deleted = Optional.of(new Repeat(once, send(delete)));
        }
        return new Ends(withoutKey, deleted, webhook.unsubscribeUrl().isPresent() ? posted() : List.of());
    }

    private List<Repeat> posted() throws InterruptedException {
        List<Repeat> posted = new ArrayList<>();
        for (UnsubscribeForm form : POSTS) {
            Subscription subscription = subscription(subscribe());
            Optional<Request> request = form.request(subscription, place);
            if (request.isPresent()) {
                posted.add(new Repeat(send(request.get()), send(request.get())));
            }
            boolean ignored = takeBack(subscription);
        }
        return posted;
    }

    /**
     * A form that was refused leaves a subscription behind; how this is answered was judged before.
     *
     * @return false if a call was not answered, which ends it
     */
    private boolean takeBack(Subscription subscription) throws InterruptedException {
        List<Request> requests = new ArrayList<>();
        UnsubscribeForm.DELETE_LOCATION_WITH_KEY
                .request(subscription, place)
                .or(() -> UnsubscribeForm.DELETE_LOCATION.request(subscription, place))
                .ifPresent(requests::add);
        POSTS.forEach(form -> form.request(subscription, place).ifPresent(requests::add));
        for (Request request : requests) {
            if (send(request).answer().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private Optional<Exchange> unsubscribeUnknown() throws InterruptedException {
        String stranger = caller.callbackUrl(webhook.receiver().baseUrl());
        Optional<Request> request = UnsubscribeForm.POST_CALLBACK_URL.request(unanswered(stranger), place);
        return request.isPresent() ? Optional.of(send(request.get())) : Optional.empty();
    }

    /** One more item, which nobody may be called for. */
    private Expected later() throws InterruptedException {
        if (settings.feed().isEmpty()) {
            return new Expected.Unknown("nothing is known to have happened; give --feed");
        }
        return switch (settings.feed().get().make(1)) {
            case Feed.Made.Items(List<String> markers) -> new Expected.Marked(markers);
            case Feed.Made.Failed(String reason) -> new Expected.Unknown(reason);
        };
    }

    /** Last, because it may change what the subscription wants or is signed with. */
    private Exchange asText() throws InterruptedException {
        Exchange asText = subscribe(callback);
        if (asText.isSuccess()) {
            boolean ignored = takeBack(subscription(asText));
        }
        return asText;
    }

    /** The forms of unsubscribing have the keys that they need. */
    private Exchange send(Request request) throws InterruptedException {
        return caller.send(request, List.of());
    }

    private Subscription subscription(Exchange subscribed) {
        return Subscription.of(callback, subscribed.outcome(), webhook.url());
    }

    private Subscription unanswered(String callbackUrl) {
        return Subscription.of(callbackUrl, new Outcome.Unanswered("not answered yet"), webhook.url());
    }
}
