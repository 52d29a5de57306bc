package dev.bellhop.subscription;

import java.time.Instant;

/** Whether a subscription still gets events. */
public sealed interface SubscriptionState {

    /** Events are delivered. */
    record Active() implements SubscriptionState {
        /** Nothing more will be delivered, and the same callback may subscribe anew. */
        public Ended end(EndReason reason, Instant at) {
            return new Ended(reason, at);
        }
    }

    /** Over for good. */
    record Ended(EndReason reason, Instant at) implements SubscriptionState {}

    /** Why a subscription ended. */
    enum EndReason {
        /** The subscriber said so. */
        UNSUBSCRIBED,
        /** The callback answered 410 Gone. */
        GONE,
        /** The same workflow or callback has another subscription, which goes on. */
        REPLACED
    }
}
