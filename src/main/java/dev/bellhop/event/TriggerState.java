package dev.bellhop.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a polling caller stands, in the text form that travels in the query parameter {@code triggerState}.
 *
 * <p>The caller keeps it, Bellhop does not: sending the next state is the acknowledgement of everything before it.
 */
public sealed interface TriggerState {

    /** The time that decides when nothing better is known about the log. */
    Instant time();

    /**
     * A position in one particular log.
     *
     * @param time never earlier than the recording of the event at {@code position}; if the log turns out to be
     *     another one (restored from a backup, emptied), reading goes on after this time
     */
    record InLog(Instant time, String logId, long position) implements TriggerState {
        @Override
        public String toString() {
            return Timestamps.format(time) + '~' + logId + '~' + position;
        }
    }

    /** A plain ISO 8601 time: events recorded after it are new. */
    record Since(Instant time) implements TriggerState {
        @Override
        public String toString() {
            return Timestamps.format(time);
        }
    }

    int TEXT_LENGTH_MAX = 100;
    Pattern IN_LOG = Pattern.compile("([^~]+)~([a-z0-9]{1,16})~(0|[1-9][0-9]{0,17})");

    /** Reads the text form; empty if it is none. Never throws, whatever a caller sends. */
    static Optional<TriggerState> parse(String text) {
        if (text.length() > TEXT_LENGTH_MAX) {
            return Optional.empty();
        }
        Matcher inLog = IN_LOG.matcher(text);
        if (inLog.matches()) {
            return time(inLog.group(1)).map(time -> new InLog(time, inLog.group(2), Long.parseLong(inLog.group(3))));
        }
        return time(text).map(Since::new);
    }

    /** ISO 8601 with a zone; without one UTC is meant. Years outside 0 to 9999 are refused. */
    private static Optional<Instant> time(String written) {
        // RFC 3339 allows "t" and "z".
        String text = written.toUpperCase(Locale.ROOT);
        try {
            Instant time = hasZone(text)
                    ? OffsetDateTime.parse(text).toInstant()
                    : OffsetDateTime.parse(text + 'Z').toInstant();
            int year = time.atOffset(ZoneOffset.UTC).getYear();
            return year < 0 || year > 9999 ? Optional.empty() : Optional.of(Timestamps.truncate(time));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    private static boolean hasZone(String text) {
        int timePart = text.indexOf('T');
        return timePart < 0 || text.endsWith("Z") || text.indexOf('+', timePart) > 0 || text.indexOf('-', timePart) > 0;
    }
}
