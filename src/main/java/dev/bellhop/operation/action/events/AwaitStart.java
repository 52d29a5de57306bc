package dev.bellhop.operation.action.events;

import dev.bellhop.event.TriggerState;
import java.time.Instant;
import java.util.Optional;

/** From where on events count. */
sealed interface AwaitStart {

    /** Those that are recorded after the start of the operation. */
    record Now() implements AwaitStart {}

    /** All that are kept. */
    record Beginning() implements AwaitStart {}

    /** Those that were recorded after a time. */
    record After(Instant time) implements AwaitStart {}

    /** The event at a position, and those after it. */
    record At(long position) implements AwaitStart {}

    /** Those that a poll with this state would answer. */
    record State(TriggerState.InLog state) implements AwaitStart {}

    /** Reads what callers write; empty if it is nothing of these. */
    static Optional<AwaitStart> parse(String text) {
        if (text.isEmpty() || text.equals("now")) {
            return Optional.of(new Now());
        }
        if (text.equals("beginning")) {
            return Optional.of(new Beginning());
        }
        if (text.matches("[1-9][0-9]{0,17}")) {
            return Optional.of(new At(Long.parseLong(text)));
        }
        return TriggerState.parse(text).map(state -> switch (state) {
            case TriggerState.InLog inLog -> new State(inLog);
            case TriggerState.Since(Instant time) -> new After(time);
        });
    }
}
