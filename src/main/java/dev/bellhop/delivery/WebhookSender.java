package dev.bellhop.delivery;

import dev.bellhop.event.Event;
import dev.bellhop.subscription.Subscription;
import io.smallrye.mutiny.Uni;

/** Makes one attempt. */
public interface WebhookSender {

    /** Posts the event to the subscription's callback; whatever goes wrong is a result, never a failure. */
    Uni<AttemptResult> send(Subscription subscription, Event event, int attempt);
}
