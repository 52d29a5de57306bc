package dev.bellhop.trigger;

import dev.bellhop.event.Event;
import java.util.List;

/** What a polling caller is answered. */
public sealed interface PollAnswer {

    /**
     * There is something: 200.
     *
     * @param nextState to be sent with the next poll, which acknowledges these events; never the state of this poll
     * @param retryAfterSeconds wait before the next poll; 0 if more is there already
     * @param expired how many events were no longer kept and are skipped
     */
    record Events(List<Event> events, String nextState, long retryAfterSeconds, long expired) implements PollAnswer {}

    /**
     * There is nothing: 202.
     *
     * @param nextState to be sent with the next poll; the state of this poll if it had one, or a later one behind
     *     events that its filter passed over
     * @param retryAfterSeconds wait before the next poll; 0 if more is there that one poll could not look at
     * @param expired how many events were no longer kept and are skipped, since the state moves past them
     */
    record Nothing(String nextState, long retryAfterSeconds, long expired) implements PollAnswer {

        /** The state stays where it is, so nothing is skipped. */
        public Nothing(String nextState, long retryAfterSeconds) {
            this(nextState, retryAfterSeconds, 0);
        }
    }
}
