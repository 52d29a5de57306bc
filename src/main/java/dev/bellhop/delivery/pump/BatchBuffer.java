package dev.bellhop.delivery.pump;

import dev.bellhop.event.Event;
import dev.bellhop.subscription.options.Batching;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events that were taken from the log and wait for others to be sent with. Belongs to one thread. */
final class BatchBuffer {

    /** Roughly what the data of one callback may take. */
    static final long BYTES_MAX = 1L << 20;

    private final Deque<Event> events = new ArrayDeque<>();
    private long bytes;
    private Instant since = Instant.MIN;

    int size() {
        return events.size();
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    void add(Event event, Instant now) {
        if (events.isEmpty()) {
            since = now;
        }
        events.add(event);
        bytes += EventPages.weight(event);
    }

    boolean isFull(int max) {
        return events.size() >= max || isHeavy();
    }

    /** Whether it has as many bytes as one callback may have. */
    boolean isHeavy() {
        return bytes >= BYTES_MAX;
    }

    /**
     * Whether what is there is to be sent, full or not.
     *
     * @param more whether the log has more, which would only have to be read
     */
    boolean isRipe(@Nullable Batching batch, boolean more, Instant now) {
        if (events.isEmpty()) {
            return false;
        }
        if (batch == null || batch.window().isZero()) {
            return !more;
        }
        if (now.isBefore(since)) {
            // A clock set back must not prolong the wait.
            since = now;
        }
        return !now.isBefore(since.plus(batch.window()));
    }

    /** Takes out what goes into one callback. */
    List<Event> drain(int max) {
        List<Event> drained = new ArrayList<>();
        long taken = 0;
        while (!events.isEmpty() && drained.size() < max && (drained.isEmpty() || taken < BYTES_MAX)) {
            Event event = events.remove();
            taken += EventPages.weight(event);
            drained.add(event);
        }
        bytes -= taken;
        return drained;
    }
}
