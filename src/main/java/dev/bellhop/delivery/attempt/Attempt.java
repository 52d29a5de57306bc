package dev.bellhop.delivery.attempt;

import dev.bellhop.event.Event;
import dev.bellhop.subscription.Subscription;
import java.util.List;

/**
 * One POST to a callback.
 *
 * @param target the subscription as it was when the attempt began
 * @param events at least one; more than one only with {@code batch}
 * @param number 1 for the first attempt; of several events, that of the one tried most often
 */
public record Attempt(Subscription target, List<Event> events, int number) {

    public Attempt {
        // Without a batch only the first would be sent, and all would count as delivered.
        if (events.isEmpty() || (events.size() > 1 && target.options().batch() == null)) {
            throw new IllegalArgumentException(events.size() + " events in one callback");
        }
    }

    public Event first() {
        return events.getFirst();
    }
}
