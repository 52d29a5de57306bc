package dev.bellhop.simulator.check;

import dev.bellhop.simulator.Expressions;
import dev.bellhop.simulator.Items;
import dev.bellhop.simulator.check.PollSeen.Repeat;
import dev.bellhop.simulator.check.WebhookSeen.Ends;
import dev.bellhop.simulator.check.exchange.Caller;
import dev.bellhop.simulator.check.exchange.Exchange;
import dev.bellhop.simulator.check.feed.Expected;
import dev.bellhop.simulator.check.feed.Feed;
import dev.bellhop.simulator.webhook.Callback;
import dev.bellhop.simulator.wire.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plays a workflow that subscribes twice, gets what happens, unsubscribes in every way, and gets nothing more. */
final class WebhookWalk {

    private static final int CALLBACKS_MAX = 1_000;

    /** What is sent to a URL that takes subscriptions back: workflows are written in each of these ways. */
    private enum Form {
        AS_SUBSCRIBED,
        BARE_CALLBACK,
        ID,
        /** The workflow headers must tell who it is. */
        EMPTY
    }

    private final CheckSettings settings;
    private final Subject.Webhook webhook;
    private final Caller caller;
    private final String callback;

    WebhookWalk(CheckSettings settings, Subject.Webhook webhook, Caller caller) {
        this.settings = settings;
        this.webhook = webhook;
        this.caller = caller;
        this.callback = caller.callbackUrl(webhook.receiver().baseUrl());
    }

    Exchange subscribe() throws InterruptedException {
        webhook.receiver().register(callback);
        return send(Request.post(webhook.url(), body(callback)));
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
        Optional<Exchange> withoutKey = Optional.empty();
        Optional<Repeat> deleted = Optional.empty();
        if (first.location().isPresent()) {
            Request delete = Request.delete(first.next(""));
            withoutKey = caller.keys().isEmpty() ? Optional.empty() : Optional.of(caller.send(delete, List.of()));
            boolean isOver = withoutKey.filter(Exchange::isSuccess).isPresent();
            Exchange once = isOver ? withoutKey.get() : send(delete);
            deleted = Optional.of(new Repeat(once, send(delete)));
        }
        return new Ends(withoutKey, deleted, webhook.unsubscribeUrl().isPresent() ? posted() : List.of());
    }

    private List<Repeat> posted() throws InterruptedException {
        List<Repeat> posted = new ArrayList<>();
        for (Form form : Form.values()) {
            Exchange subscribed = subscribe();
            Optional<Request> request = request(form, subscribed);
            if (request.isPresent()) {
                posted.add(new Repeat(send(request.get()), send(request.get())));
            }
            takeBack(subscribed);
        }
        return posted;
    }

    /** A form that was refused leaves a subscription behind; how this is answered was judged before. */
    private void takeBack(Exchange subscribed) throws InterruptedException {
        List<Request> requests = new ArrayList<>();
        subscribed.location().ifPresent(any -> requests.add(Request.delete(subscribed.next(""))));
        for (Form form : Form.values()) {
            request(form, subscribed).ifPresent(requests::add);
        }
        for (Request request : requests) {
            Exchange unused = send(request);
        }
    }

    private Optional<Request> request(Form form, Exchange subscribed) {
        return webhook.unsubscribeUrl().flatMap(url -> switch (form) {
            case AS_SUBSCRIBED -> Optional.of(Request.post(url, body(callback)));
            case BARE_CALLBACK -> Optional.of(Request.post(url, callback));
            case ID -> id(subscribed).map(id -> Request.post(url, "{\"id\":" + id + "}"));
            case EMPTY -> Optional.of(new Request("POST", url, List.of(), null));
        });
    }

    private Optional<Exchange> unsubscribeUnknown() throws InterruptedException {
        String stranger = caller.callbackUrl(webhook.receiver().baseUrl());
        return webhook.unsubscribeUrl().isPresent()
                ? Optional.of(send(Request.post(webhook.unsubscribeUrl().get(), body(stranger))))
                : Optional.empty();
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
        Exchange asText = send(Request.post(webhook.url(), callback));
        if (asText.isSuccess()) {
            takeBack(asText);
        }
        return asText;
    }

    private Exchange send(Request request) throws InterruptedException {
        return caller.send(request, caller.keys());
    }

    private String body(String callbackUrl) {
        return Expressions.withCallback(webhook.body(), callbackUrl);
    }

    /** The subscription's id as it is written in JSON, if the answer has one. */
    static Optional<String> id(Exchange subscribed) {
        return Items.json(subscribed.body())
                .map(json -> json.path("id"))
                .filter(id -> id.isValueNode() && !id.isNull())
                .map(id -> id.toString());
    }
}
