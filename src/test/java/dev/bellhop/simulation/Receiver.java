package dev.bellhop.simulation;

import dev.bellhop.access.CallbackUrl;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A callback URL and whoever answers there. */
final class Receiver {

    private final String url;
    private final Site site;
    private final List<Arrival> arrivals = new ArrayList<>();
    private Behaviour behaviour = Behaviour.healthy();
    private boolean saidGone;
    private boolean steady;

    Receiver(String url, Site site) {
        this.url = url;
        this.site = site;
    }

    /** An attempt as the receiver met it. */
    record Arrival(Duration at, long position, Reply reply) {}

    CallbackUrl url() {
        return switch (CallbackUrl.parse(url)) {
            case CallbackUrl.Valid(CallbackUrl valid) -> valid;
            case CallbackUrl.Invalid(String reason) -> throw new IllegalArgumentException(reason);
        };
    }

    Receiver behaves(Behaviour changed) {
        behaviour = changed;
        return this;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    /** All or nothing: it answers a post as it answers its first event, unless there is one that it cannot take. */
    Reply meet(List<Event> events) {
        Reply reply = behaviour.answer(events.getFirst(), site.world());
        for (Event event : events.subList(1, events.size())) {
            Reply other = behaviour.answer(event, site.world());
            reply = other.result() instanceof AttemptResult.Refused ? other : reply;
        }
        saidGone |= reply.result() instanceof AttemptResult.Gone;
        Duration at = Duration.ofNanos(site.world().nanos());
        for (Event event : events) {
            arrivals.add(new Arrival(at, event.position(), reply));
        }
        return reply;
    }

    /** Promises to answer well and at once, always. */
    Receiver isSteadyFromNow() {
        steady = true;
        return this;
    }

    boolean isSteady() {
        return steady;
    }

    boolean saidGone() {
        return saidGone;
    }

    List<Arrival> arrivals() {
        return arrivals;
    }

    /** The positions it keeps, in the order in which it got them, repeats too. */
    List<Long> taken() {
        return arrivals.stream()
                .filter(arrival -> arrival.reply().taken())
                .map(Arrival::position)
                .toList();
    }
}
