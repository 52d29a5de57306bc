package dev.bellhop.simulation;

import dev.bellhop.access.CallbackUrl;
import dev.bellhop.subscription.Subscription;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What truly became of one subscription. */
final class Life {

    final String id;
    final String source;
    /** Events after this position are for it. */
    final long start;

    final long beganAt;
    /** Processes that were told that it ended. */
    final Set<Host> knowEnd = new HashSet<>();
    /** When a process read it last: it knows what was stored before. */
    final Map<Host, Long> readAt = new HashMap<>();
    /** Attempts under way of every process and epoch. */
    final Map<String, Integer> underWay = new HashMap<>();
    /** Deliveries that failed since the last one that did not, by pump. */
    final Map<String, Set<Long>> failedInARow = new HashMap<>();

    /** Whether its target ever failed as a whole. */
    boolean targetFailed;

    private final Map<Long, Delivery> deliveries = new HashMap<>();
    CallbackUrl callback;
    boolean over;
    long stored;
    int redriven;

    Life(Subscription subscription, long beganAt) {
        this.id = subscription.id();
        this.source = subscription.source();
        this.start = subscription.position();
        this.stored = subscription.position();
        this.callback = subscription.callback();
        this.beganAt = beganAt;
    }

    Delivery delivery(long position) {
        return deliveries.computeIfAbsent(position, any -> new Delivery());
    }

    /** What comes after the position begins anew. */
    void replayedFrom(long position) {
        deliveries.keySet().removeIf(other -> other > position);
        stored = position;
    }

    String leaseName() {
        return "pump/" + id;
    }

    /** One event on its way to it. Times are monotonic; negative means never. */
    static final class Delivery {
        /** In this drive: driving a dead letter again begins a new one. */
        int attempts;

        long begunAt = -1;
        boolean received;
        /** When its process heard that it was accepted. */
        long acceptedAt = -1;
        /** Since when the database shows that it is done. */
        long durableAt = -1;
        /** What the receiver asked for, and the process that heard it. */
        Instant notBefore = Instant.MIN;

        @Nullable
        String toldTo;

        long toldAt = -1;

        boolean dead;

        void driveAgain() {
            attempts = 0;
            begunAt = -1;
            acceptedAt = -1;
            durableAt = -1;
            notBefore = Instant.MIN;
            dead = false;
        }
    }
}
