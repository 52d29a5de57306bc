package dev.bellhop.delivery.pump;

import dev.bellhop.delivery.pump.DeliveryRunner.Tools;
import dev.bellhop.event.Event;
import dev.bellhop.event.filter.EventFilter;
import dev.bellhop.subscription.Subscription;
import java.time.Instant;
import java.util.List;

/**
 * Takes the events that a subscription wants from the log, in their order, and passes over the others. Belongs to the
 * thread of the delivery.
 */
final class LogIntake {

    private final DeliveryWindow window;
    private final BatchBuffer buffer;
    private final Tools tools;
    private final Runnable ready;
    private List<Event> loaded = List.of();
    private boolean loading;

    /**
     * Makes one.
     *
     * @param buffer gets what is taken
     * @param ready told when there is something to be taken that was not in memory before
     */
    LogIntake(DeliveryWindow window, BatchBuffer buffer, Tools tools, Runnable ready) {
        this.window = window;
        this.buffer = buffer;
        this.tools = tools;
        this.ready = ready;
    }

    /** Whether the log has events that were not looked at yet. */
    boolean hasMore(Subscription subscription) {
        return tools.log().head(subscription.source()).newest() > window.taken();
    }

    /** Takes up to so many events if they are in memory, or has them read; whether it got any further. */
    boolean take(Subscription subscription, int most, Instant now) {
        if (loading || most <= 0 || !hasMore(subscription)) {
            return false;
        }
        long next = window.taken() + 1;
        List<Event> events = tools.pages().ready(subscription.source(), next, most);
        if (events.isEmpty()) {
            events = loaded;
            loaded = List.of();
        }
        if (events.isEmpty() || events.getLast().position() < next) {
            load(subscription);
            return false;
        }
        // What is missing between was expired from the log.
        missed(subscription, events.getFirst().position() - 1);
        EventFilter filter = subscription.options().filter();
        int taken = 0;
        for (Event event : events) {
            if (event.position() <= window.taken()) {
                continue;
            }
            if (taken == most || buffer.isHeavy()) {
                break;
            }
            if (filter != null && !filter.matches(event)) {
                window.skipTo(event.position());
            } else if (window.take(event.position())) {
                buffer.add(event, now);
                taken++;
            }
        }
        return true;
    }

    private void load(Subscription subscription) {
        loading = true;
        tools.pages()
                .load(subscription.source(), window.taken() + 1)
                .subscribe()
                .with(
                        page -> {
                            loading = false;
                            loaded = page;
                            if (page.isEmpty()) {
                                // The head moved, yet nothing is there: retention took it all.
                                missed(
                                        subscription,
                                        tools.log().head(subscription.source()).oldest() - 1);
                            } else {
                                ready.run();
                            }
                            // What was not taken now is read again: thousands that wait must not hold a page each.
                            loaded = List.of();
                        },
                        failure -> {
                            loading = false;
                            tools.how().report().notRead(subscription.id(), failure);
                        });
    }

    private void missed(Subscription subscription, long to) {
        if (to > window.taken()) {
            tools.how().report().missed(subscription.id(), to - window.taken());
            window.skipTo(to);
        }
    }
}
