package dev.bellhop.simulator.check.feed;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Which items must arrive. */
public sealed interface Expected {

    /** Enough to see order, equal times and pages; few enough for a service that is in use. */
    int FEED_ITEMS = 5;

    /** One item for each marker. */
    record Marked(List<String> markers) implements Expected {}

    /** So many, whichever they are. */
    record Counted(int count) implements Expected {}

    /** Nobody knows. */
    record Unknown(String why) implements Expected {}

    /** Lets items happen, if there is a feed. */
    static Expected of(Optional<Feed> feed, OptionalInt expect) throws InterruptedException {
        if (feed.isPresent()) {
            return switch (feed.get().make(FEED_ITEMS)) {
                case Feed.Made.Items(List<String> markers) -> new Marked(markers);
                case Feed.Made.Failed(String reason) -> new Unknown(reason);
            };
        }
        return expect.isPresent()
                ? new Counted(expect.getAsInt())
                : new Unknown("nothing is known to be waiting; give --feed or --expect");
    }

    /** Whether enough has arrived, so that there is no need to wait for more. */
    default boolean isMet(List<String> items) {
        return switch (this) {
            case Marked(List<String> markers) -> markers.stream().allMatch(marker -> Markers.count(items, marker) > 0);
            case Counted(int count) -> items.size() >= count;
            case Unknown(String why) -> true;
        };
    }

    /** What tells the item apart: its marker, or else all of it. */
    default String identity(String item) {
        return switch (this) {
            case Marked(List<String> markers) -> {
                Optional<String> own = markers.stream().filter(item::contains).findFirst();
                yield own.orElse(item);
            }
            case Counted(int count) -> item;
            case Unknown(String why) -> item;
        };
    }
}
