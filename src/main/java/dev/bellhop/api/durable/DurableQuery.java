package dev.bellhop.api.durable;

import dev.bellhop.event.Timestamps;
import dev.bellhop.operation.store.OperationChoice;
import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the query of a request; pure. A value that is not usable is a fault: to pass over it, as the original does, would
 * widen what is asked for, and forgotten.
 */
final class DurableQuery {

    static final int TOP_DEFAULT = 100;
    /** More are not given on one page, whatever is wanted: the rest is on the next ones. */
    static final int TOP_MAX = 1_000;
    /** Longer waits end by then, with the answer that it is not over. */
    static final Duration WAIT_MAX = Duration.ofSeconds(230);

    static final int REASON_LENGTH_MAX = 1_000;

    private static final String CREATED_FROM = "createdTimeFrom";
    private static final String CREATED_TO = "createdTimeTo";
    private static final String STATUS = "runtimeStatus";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9})?");
    private static final Pattern SHORT_YEAR = Pattern.compile("[0-9]{1,3}(?=-)");

    private final MultiMap parameters;

    /**
     * Makes it.
     *
     * @param parameters in which the case of a name does not count
     */
    DurableQuery(MultiMap parameters) {
        this.parameters = parameters;
    }

    /** {@code null} if it is missing. */
    @Nullable
    String text(String name) {
        return parameters.get(name);
    }

    boolean flag(String name, boolean missing) {
        String text = text(name);
        if (text == null) {
            return missing;
        }
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw Fault.badParameter(name, text, "it must be true or false").stop();
        };
    }

    /** How long to wait for the end; empty unless both its parameters are there. */
    Optional<Duration> patience() {
        Duration timeout = seconds("timeout");
        Duration interval = seconds("pollingInterval");
        if (timeout == null || interval == null) {
            return Optional.empty();
        }
        if (interval.compareTo(timeout) > 0) {
            throw Fault.badRequest(
                            Fault.ARGUMENTS,
                            "Total timeout " + text("timeout") + " should be bigger than retry timeout "
                                    + text("pollingInterval"))
                    .stop();
        }
        return Optional.of(timeout.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : timeout);
    }

    private @Nullable Duration seconds(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        if (!SECONDS.matcher(text).matches()) {
            throw Fault.badParameter(name, text, "it must be a number of seconds")
                    .stop();
        }
        return Duration.ofMillis(Math.round(Double.parseDouble(text) * 1_000));
    }

    @Nullable
    String reason() {
        String reason = text("reason");
        if (reason != null && (reason.length() > REASON_LENGTH_MAX || reason.indexOf('\0') >= 0)) {
            throw Fault.badParameter(
                            "reason", reason, "it must have at most " + REASON_LENGTH_MAX + " characters, and no NUL")
                    .stop();
        }
        return reason;
    }

    int top() {
        String text = text("top");
        if (text == null) {
            return TOP_DEFAULT;
        }
        if (!text.matches("0*[1-9][0-9]{0,8}")) {
            throw Fault.badParameter("top", text, "it must be a whole number from 1 on")
                    .stop();
        }
        return Math.min(TOP_MAX, Integer.parseInt(text));
    }

    /** Which instances are listed; empty if there can be none. */
    Optional<OperationChoice> listed(@Nullable String continuationToken) {
        String prefix = text("instanceIdPrefix");
        OperationChoice which = OperationChoice.ALL
                .beginningWith(prefix == null || prefix.isEmpty() ? null : prefix)
                .created(time(CREATED_FROM), time(CREATED_TO));
        OperationChoice page = continuationToken == null || continuationToken.isEmpty()
                ? which
                : which.after(ContinuationToken.read(continuationToken, which));
        return withStatuses(page, statuses());
    }

    /** Which instances are forgotten; empty if there can be none. */
    Optional<OperationChoice> purged(Instant now) {
        Instant from = time(CREATED_FROM);
        if (from == null) {
            throw Fault.badRequest("Please provide value for 'createdTimeFrom' parameter.")
                    .stop();
        }
        Set<RuntimeStatus> statuses = statuses();
        statuses.stream().filter(status -> !status.isOver()).findFirst().ifPresent(status -> {
            throw Fault.badParameter(
                            STATUS,
                            status.text(),
                            "only instances that are over can be purged, which are those with "
                                    + names(Stream.of(RuntimeStatus.values()).filter(RuntimeStatus::isOver)))
                    .stop();
        });
        Instant to = time(CREATED_TO);
        return withStatuses(OperationChoice.ALL.created(from, to == null ? now : to), statuses);
    }

    private static Optional<OperationChoice> withStatuses(OperationChoice which, Set<RuntimeStatus> statuses) {
        if (statuses.isEmpty()) {
            return Optional.of(which);
        }
        OperationChoice some = which.with(
                statuses.stream().flatMap(status -> status.shownSo().stream()).collect(Collectors.toSet()));
        return some.statuses().isEmpty() ? Optional.empty() : Optional.of(some);
    }

    /** Those that are named, with commas or by several parameters; empty if there is none. */
    private Set<RuntimeStatus> statuses() {
        Set<RuntimeStatus> statuses = EnumSet.noneOf(RuntimeStatus.class);
        List<String> all = parameters.getAll(STATUS);
        for (String text : all) {
            for (String part : text.split(",", -1)) {
                statuses.add(RuntimeStatus.parse(part.strip())
                        .orElseThrow(() -> Fault.badParameter(
                                        STATUS,
                                        text,
                                        "it must be one or more, with commas, of "
                                                + names(Stream.of(RuntimeStatus.values())))
                                .stop()));
            }
        }
        return statuses;
    }

    private static String names(Stream<RuntimeStatus> statuses) {
        return statuses.map(RuntimeStatus::text).collect(Collectors.joining(", "));
    }

    private @Nullable Instant time(String name) {
        String written = text(name);
        if (written == null) {
            return null;
        }
        return parsed(written)
                .orElseThrow(() -> Fault.badParameter(
                                name, written, "it must be an ISO 8601 date or time such as 2026-11-20T10:15:30Z")
                        .stop());
    }

    /**
     * Without a zone it is UTC. The plus of a zone that was not percent-encoded arrives as a space, and some clients write
     * years before 1000 without leading zeros.
     */
    private static Optional<Instant> parsed(String written) {
        String text = written.strip().toUpperCase(Locale.ROOT);
        Matcher year = SHORT_YEAR.matcher(text);
        text = year.lookingAt() ? "0".repeat(4 - year.end()) + text : text;
        text = text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
        text = text.replace(' ', '+');
        try {
            Instant time = !text.contains("T")
                    ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : text.endsWith("Z") || text.indexOf('+') > 0 || text.lastIndexOf('-') > 10
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            int yearOf = time.atOffset(ZoneOffset.UTC).getYear();
            return yearOf < 0 || yearOf > 9999 ? Optional.empty() : Optional.of(Timestamps.truncate(time));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
