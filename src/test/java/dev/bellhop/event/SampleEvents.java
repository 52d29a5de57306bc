package dev.bellhop.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Events for tests: as little of them as a test needs to name. */
public final class SampleEvents {

    public static final Instant TIME = Instant.parse("2026-11-20T10:15:30.123456Z");

    private SampleEvents() {}

    /** Something that happened, with this id and nothing else of interest. */
    public static CloudEvent what(String id) {
        return new CloudEvent(
                id,
                "/sources/orders",
                "order.placed",
                null,
                null,
                "application/json",
                Map.of(),
                EventData.json("{\"no\":\"" + id + "\"}"),
                null);
    }

    /** As many as asked for, with the ids {@code prefix1}, {@code prefix2} … */
    public static List<CloudEvent> many(String prefix, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> what(prefix + number))
                .toList();
    }

    /** An event at a position, with the id {@code e<position>}. */
    public static Event at(long position) {
        return new Event("orders", position, TIME.plusSeconds(position), what("e" + position));
    }
}
