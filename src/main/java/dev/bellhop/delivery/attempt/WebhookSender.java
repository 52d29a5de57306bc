package dev.bellhop.delivery.attempt;

import io.smallrye.mutiny.Uni;

/** Makes attempts. */
public interface WebhookSender {

    /** Posts the events to the subscription's callback; whatever goes wrong is a result, never a failure. */
    Uni<AttemptResult> send(Attempt attempt);
}
