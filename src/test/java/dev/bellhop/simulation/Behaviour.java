package dev.bellhop.simulation;

import dev.bellhop.event.Event;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/** How a receiver answers. */
interface Behaviour {

    Reply answer(Event event, World world);

    static Behaviour healthy() {
        return (event, world) -> Reply.accepted(world.between(Duration.ofMillis(2), Duration.ofMillis(80)));
    }

    static Behaviour always(Reply reply) {
        return (event, world) -> reply;
    }

    /** One reply after the other, then healthy. */
    static Behaviour first(Reply... replies) {
        Iterator<Reply> left = List.of(replies).iterator();
        return (event, world) -> left.hasNext() ? left.next() : healthy().answer(event, world);
    }

    static Behaviour slow() {
        return (event, world) -> Reply.accepted(world.between(Duration.ofSeconds(1), Duration.ofSeconds(10)));
    }

    static Behaviour flaky() {
        return (event, world) -> switch (world.below(10)) {
            case 0 -> Reply.failed(500);
            case 1 -> Reply.reset(world.below(2) == 0);
            case 2 -> Reply.silence(world.below(2) == 0);
            case 3 -> Reply.busy(503, Duration.ofSeconds(world.below(40)));
            default -> healthy().answer(event, world);
        };
    }

    static Behaviour throttling() {
        return (event, world) -> world.below(3) > 0
                ? Reply.busy(429, Duration.ofSeconds(world.below(400)))
                : healthy().answer(event, world);
    }

    /** Every seventh event is unacceptable to it, always the same ones. */
    static Behaviour picky() {
        return (event, world) ->
                event.position() % 7 == 3 ? Reply.refused() : healthy().answer(event, world);
    }
}
