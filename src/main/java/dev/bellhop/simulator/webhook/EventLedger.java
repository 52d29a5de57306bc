package dev.bellhop.simulator.webhook;

import dev.bellhop.simulator.webhook.AnswerScript.Reply;
import java.util.HashMap;
import java.util.Map;

/** Which events came, and how often. */
final class EventLedger {

    /** What an arrival is to the events before it. */
    enum Arrival {
        FIRST("first"),
        /** It came before, but was not told that it had arrived. */
        RETRY("retry"),
        REPEATED("REPEATED");

        private final String text;

        Arrival(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** @param repeatable whether no answer so far forbids to send it again */
    private record Seen(boolean accepted, boolean repeatable) {}

    private final Map<String, Seen> seen = new HashMap<>();
    private int fired;
    private int distinct;
    private int repeated;
    private int retries;
    private int refusedWithoutId;

    Arrival arrived(String id, Reply answered) {
        Seen before = seen.get(id);
        Arrival arrival = before == null ? Arrival.FIRST : before.repeatable() ? Arrival.RETRY : Arrival.REPEATED;
        switch (arrival) {
            case FIRST -> {}
            case RETRY -> retries++;
            case REPEATED -> repeated++;
        }
        boolean acceptedBefore = before != null && before.accepted();
        if (answered.accepts()) {
            fired++;
            distinct += acceptedBefore ? 0 : 1;
        }
        boolean repeatableBefore = before == null || before.repeatable();
        seen.put(id, new Seen(acceptedBefore || answered.accepts(), repeatableBefore && answered.allowsRepeat()));
        return arrival;
    }

    /** What has no id is an event of its own each time. */
    Arrival arrivedWithoutId(Reply answered) {
        if (answered.accepts()) {
            fired++;
            distinct++;
        } else {
            refusedWithoutId++;
        }
        return Arrival.FIRST;
    }

    /** How many runs were started. */
    int fired() {
        return fired;
    }

    /** How many different events started one. */
    int distinct() {
        return distinct;
    }

    int repeated() {
        return repeated;
    }

    int retries() {
        return retries;
    }

    /** How many events were refused, and did not come again to be accepted. */
    int refused() {
        long neverAccepted =
                seen.values().stream().filter(event -> !event.accepted()).count();
        return refusedWithoutId + (int) neverAccepted;
    }
}
