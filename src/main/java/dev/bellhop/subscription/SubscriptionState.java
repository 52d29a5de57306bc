package dev.bellhop.subscription;

import java.time.Instant;

/** Whether a subscription gets events. Every way from one state to another is a method of the state it begins in. */
public sealed interface SubscriptionState {

    /** Not over: it keeps its place in the log, and no other one may have its callback. */
    sealed interface Open extends SubscriptionState {

        /** Nothing more will be delivered, and the same callback may subscribe anew. */
        default Ended end(EndReason reason, Instant at) {
            return new Ended(reason, at);
        }
    }

    /** Events are delivered. */
    record Active() implements Open {

        public Paused pause(PausedBy by, Instant at) {
            return new Paused(by, at);
        }

        /** The target does not take what it is sent. */
        public Failing fail(String reason, Instant at) {
            return new Failing(at, reason);
        }
    }

    /**
     * On probation: the target is asked now and then with one delivery; the place in the log is held, nothing is dropped.
     *
     * @param reason why the last attempt before it failed, fit for people, without secrets
     */
    record Failing(Instant since, String reason) implements Open {

        /** The target took a delivery. */
        public Active recover() {
            return new Active();
        }

        public Paused pause(PausedBy by, Instant at) {
            return new Paused(by, at);
        }
    }

    /** Nothing is sent until somebody resumes it; the place in the log is held as long as the log may hold it. */
    record Paused(PausedBy by, Instant since) implements Open {

        public Active resume() {
            return new Active();
        }
    }

    /** Over for good. */
    record Ended(EndReason reason, Instant at) implements SubscriptionState {}

    /** Who paused a subscription. */
    enum PausedBy {
        /** Somebody who looks after Bellhop, or holds the subscription's token. */
        REQUEST,
        /** Bellhop, because the target failed for longer than is tried. */
        FAILING_TOO_LONG
    }

    /** Why a subscription ended. */
    enum EndReason {
        /** The subscriber said so. */
        UNSUBSCRIBED,
        /** The callback answered 410 Gone. */
        GONE,
        /** The same workflow or callback has another subscription, which goes on. */
        REPLACED,
        /** The time came that the subscriber had named. */
        EXPIRED
    }
}
