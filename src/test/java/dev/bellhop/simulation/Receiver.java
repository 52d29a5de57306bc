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

    Reply meet(Event event) {
        Reply reply = behaviour.answer(event, site.world());
        saidGone |= reply.result() instanceof AttemptResult.Gone;
        arrivals.add(new Arrival(Duration.ofNanos(site.world().nanos()), event.position(), reply));
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
