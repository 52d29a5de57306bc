package dev.bellhop.operation.store;

import dev.bellhop.event.Timestamps;
import dev.bellhop.operation.Operation;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a page of a list of operations ended. It stays good when operations come and go. */
public sealed interface Place {

    /** As callers carry it to the next page. */
    String text();

    /** In a list of which the newest come first. */
    record ByTime(Instant created, long no) implements Place {
        @Override
        public String text() {
            return "t" + Timestamps.toMicros(created) + "-" + no;
        }
    }

    /** In a list in the order of the ids. */
    record ById(String id) implements Place {
        @Override
        public String text() {
            return "i" + id;
        }
    }

    /** The place after this operation, the last one of a page. */
    static Place of(Operation last, OperationChoice which) {
        return which.idPrefix() == null ? new ByTime(last.created(), last.no()) : new ById(last.id());
    }

    /** Empty if it is no text of a place in such a list. */
    static Optional<Place> parse(String text, boolean byId) {
        if (byId) {
            return text.length() > 1 && text.startsWith("i")
                    ? Optional.of(new ById(text.substring(1)))
                    : Optional.empty();
        }
        Matcher parts = Parts.BY_TIME.matcher(text);
        return parts.matches()
                ? Optional.of(new ByTime(
                        Timestamps.fromMicros(Long.parseLong(parts.group(1))), Long.parseLong(parts.group(2))))
                : Optional.empty();
    }

    /** How a place is written. */
    final class Parts {
        private static final Pattern BY_TIME = Pattern.compile("t(-?[0-9]{1,18})-([0-9]{1,18})");

        private Parts() {}
    }
}
