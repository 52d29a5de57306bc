package dev.bellhop.simulation;

import dev.bellhop.delivery.SampleDeliveries;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionStore.Selector;
import dev.bellhop.subscription.Workflow;
import dev.bellhop.subscription.options.SubscriptionOptions;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A workflow that subscribes callbacks as engines do: every save of it is a new callback URL. */
final class Subscriber {

    private static final Duration AGAIN_MIN = Duration.ofSeconds(1);
    private static final Duration AGAIN_MAX = Duration.ofSeconds(8);

    private final Site site;
    private final String name;
    private final String source;
    private final @Nullable Workflow workflow;
    private final List<Receiver> receivers = new ArrayList<>();
    private SubscriptionOptions options = SubscriptionOptions.DEFAULT;
    private int saves;
    private @Nullable Receiver receiver;
    private @Nullable String id;

    Subscriber(Site site, String name, String source, boolean saysWhichWorkflow) {
        this.site = site;
        this.name = name;
        this.source = source;
        this.workflow = saysWhichWorkflow ? new Workflow(name, "trigger") : null;
    }

    /** The callback of the last save. */
    Receiver receiver() {
        return receiver == null ? newReceiver() : receiver;
    }

    /** The callbacks of all saves. */
    List<Receiver> receivers() {
        return receivers;
    }

    private Receiver newReceiver() {
        receiver = site.receiver("https://engine.example/" + name + '/' + ++saves);
        receivers.add(receiver);
        return receiver;
    }

    /** Wants its events in this way from the next call on. */
    Subscriber wishes(String json) {
        options = SampleDeliveries.options(json);
        return this;
    }

    /** The subscription that answered its last call. */
    String id() {
        return Objects.requireNonNull(id);
    }

    /** Subscribes, and again until there is an answer. */
    void subscribe(boolean fromBeginning) {
        subscribe(receiver(), fromBeginning);
    }

    private void subscribe(Receiver callback, boolean fromBeginning) {
        site.request(node -> subscribe(node, callback, fromBeginning), answer -> {
            if (answer.isPresent()) {
                id = answer.get();
            } else if (callback == receiver) {
                again(() -> subscribe(callback, fromBeginning));
            }
        });
    }

    private Uni<String> subscribe(Incarnation node, Receiver callback, boolean fromBeginning) {
        long position = fromBeginning
                ? node.log().head(source).oldest() - 1
                : node.log().head(source).newest();
        return node.subscriptions()
                .subscribe(new Subscription(
                        site.ids().next(),
                        source,
                        callback.url(),
                        workflow,
                        new Active(),
                        position,
                        site.world().now(),
                        "https://bellhop.example",
                        null,
                        options))
                .map(subscribed -> subscribed.subscription().id());
    }

    /** The workflow is saved again: a new callback takes over, and the old one is no more. */
    void save() {
        Receiver old = receiver();
        Receiver renewed = newReceiver();
        site.world().trace("%s is saved again", name);
        if (site.world().below(2) == 0) {
            old.behaves(Behaviour.always(Reply.gone()));
        }
        subscribe(renewed, false);
    }

    void unsubscribe() {
        if (id == null) {
            return;
        }
        Selector selector = switch (site.world().below(workflow == null ? 2 : 3)) {
            case 0 -> new Selector.ById(id);
            case 1 -> new Selector.ByCallback(source, receiver().url().whole().reveal());
            default -> new Selector.ByWorkflow(source, workflow);
        };
        unsubscribe(selector);
    }

    private void unsubscribe(Selector selector) {
        site.<List<String>>request(node -> node.subscriptions().end(selector, EndReason.UNSUBSCRIBED), answer -> {
            if (answer.isEmpty()) {
                again(() -> unsubscribe(selector));
            }
        });
    }

    private void again(Runnable what) {
        site.world().after(site.world().between(AGAIN_MIN, AGAIN_MAX), what);
    }
}
