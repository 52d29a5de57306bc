package dev.bellhop.subscription.options;

import dev.bellhop.access.SecretText;
import dev.bellhop.event.Timestamps;
import dev.bellhop.event.filter.EventFilter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads options one by one; what is wrong is said with what would be right. */
final class OptionsReader {

    static final int CONCURRENCY_MAX = 64;
    static final int TIMEOUT_SECONDS_MAX = 60;
    static final int RETRIES_MAX = 50;
    static final int RETRY_SECONDS_MAX = 7 * 86_400;

    private OptionsReader() {}

    /** Fails with {@link OptionsRefused}. */
    static SubscriptionOptions options(Map<String, ? extends @Nullable Object> json) {
        SubscriptionOptions options = new SubscriptionOptions(
                filter(json),
                batch(json.get("batch")),
                truth("ordered", json.get("ordered")),
                json.get("concurrency") == null
                        ? null
                        : whole("concurrency", json.get("concurrency"), 1, CONCURRENCY_MAX),
                rate(json.get("rate")),
                word(
                        "content",
                        json.get("content"),
                        ContentMode.PLAIN,
                        List.of(ContentMode.values()),
                        ContentMode::word),
                headers(json.get("headers")),
                json.get("timeoutSeconds") == null
                        ? null
                        : Duration.ofSeconds(
                                whole("timeoutSeconds", json.get("timeoutSeconds"), 1, TIMEOUT_SECONDS_MAX)),
                retries(json.get("retrySeconds")),
                expires(json.get("expires")),
                word("handshake", json.get("handshake"), Handshake.NONE, List.of(Handshake.values()), Handshake::word));
        if (options.batch() != null && options.content() == ContentMode.BINARY) {
            throw OptionsRefused.at(
                    "content", "plain or structured with batch, since a binary callback holds one event");
        }
        if (options.ordered() && options.concurrency() != null && options.concurrency() > 1) {
            throw OptionsRefused.at("concurrency", "left out or 1 with ordered, which sends one callback at a time");
        }
        return options;
    }

    private static @Nullable EventFilter filter(Map<String, ? extends @Nullable Object> json) {
        Object value = json.get("filter");
        if (value == null || "".equals(value)) {
            return null;
        }
        if (!(value instanceof String text)) {
            throw OptionsRefused.at("filter", "text, such as \"type = 'order.placed'\"");
        }
        return switch (EventFilter.parse(text)) {
            case EventFilter.Parsed(EventFilter filter) -> filter;
            case EventFilter.Invalid(String problem, int column) ->
                throw new OptionsRefused(new WrittenOptions.Invalid("filter", problem, column));
        };
    }

    private static @Nullable Batching batch(@Nullable Object value) {
        String wanted = "a number of events from 1 to " + Batching.SIZE_MAX
                + ", true, or {\"max\":100,\"seconds\":5} with at most " + Batching.WINDOW_SECONDS_MAX + " seconds";
        if (value == null || Boolean.FALSE.equals(value)) {
            return null;
        }
        if (Boolean.TRUE.equals(value)) {
            return new Batching(Batching.SIZE_DEFAULT, Duration.ZERO);
        }
        if (!(value instanceof Map<?, ?> object)) {
            return new Batching(whole("batch", value, 1, Batching.SIZE_MAX, wanted), Duration.ZERO);
        }
        onlyKnown("batch", object, Set.of("max", "seconds"), wanted);
        Object max = object.get("max");
        Object seconds = object.get("seconds");
        return new Batching(
                max == null ? Batching.SIZE_DEFAULT : whole("batch", max, 1, Batching.SIZE_MAX, wanted),
                Duration.ofSeconds(
                        seconds == null ? 0 : whole("batch", seconds, 0, Batching.WINDOW_SECONDS_MAX, wanted)));
    }

    private static @Nullable Rate rate(@Nullable Object value) {
        String wanted = "{\"perSecond\":n} or {\"perMinute\":n} with n from 1 to " + Rate.COUNT_MAX;
        if (value == null) {
            return null;
        }
        if (!(value instanceof Map<?, ?> object) || object.size() != 1) {
            throw OptionsRefused.at("rate", wanted);
        }
        onlyKnown("rate", object, Set.of("perSecond", "perMinute"), wanted);
        Object name = object.keySet().iterator().next();
        int count = whole("rate", object.get(name), 1, Rate.COUNT_MAX, wanted);
        return new Rate(count, name.equals("perSecond") ? Rate.SECOND : Rate.MINUTE);
    }

    private static ExtraHeaders headers(@Nullable Object value) {
        String wanted = "an object of at most " + ExtraHeaders.COUNT_MAX + " headers, such as {\"x-key\":\"…\"}";
        if (value == null) {
            return ExtraHeaders.NONE;
        }
        if (!(value instanceof Map<?, ?> object) || object.size() > ExtraHeaders.COUNT_MAX) {
            throw OptionsRefused.at("headers", wanted);
        }
        Map<String, SecretText> headers = new LinkedHashMap<>();
        object.forEach((name, text) -> {
            if (!(text instanceof String secret)) {
                throw OptionsRefused.at("headers", wanted);
            }
            ExtraHeaders.problem(name.toString(), secret).ifPresent(problem -> {
                throw OptionsRefused.at("headers", wanted + ": " + problem);
            });
            headers.put(name.toString(), new SecretText(secret));
        });
        return new ExtraHeaders(headers);
    }

    private static @Nullable List<Duration> retries(@Nullable Object value) {
        String wanted = "an array of at most " + RETRIES_MAX + " waits in whole seconds, each from 1 to "
                + RETRY_SECONDS_MAX + "; an empty one means no further attempt";
        if (value == null) {
            return null;
        }
        if (!(value instanceof List<?> array) || array.size() > RETRIES_MAX) {
            throw OptionsRefused.at("retrySeconds", wanted);
        }
        return array.stream()
                .map(each -> Duration.ofSeconds(whole("retrySeconds", each, 1, RETRY_SECONDS_MAX, wanted)))
                .toList();
    }

    private static @Nullable Instant expires(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        try {
            if (value instanceof String text) {
                return Timestamps.truncate(OffsetDateTime.parse(text).toInstant());
            }
        } catch (DateTimeException notATime) {
            // said below
        }
        throw OptionsRefused.at("expires", "a time with its zone, such as 2030-01-31T00:00:00Z");
    }

    private static boolean truth(String property, @Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw OptionsRefused.at(property, "true or false");
    }

    private static int whole(String property, Object value, int min, int max) {
        return whole(property, value, min, max, "a whole number from " + min + " to " + max);
    }

    private static int whole(String property, @Nullable Object value, int min, int max, String wanted) {
        // What was written by Bellhop itself and is patched may be a Long.
        if ((value instanceof Integer || value instanceof Long)
                && ((Number) value).longValue() >= min
                && ((Number) value).longValue() <= max) {
            return ((Number) value).intValue();
        }
        throw OptionsRefused.at(property, wanted);
    }

    private static void onlyKnown(String property, Map<?, ?> object, Set<String> known, String wanted) {
        if (!known.containsAll(object.keySet())) {
            throw OptionsRefused.at(property, wanted);
        }
    }

    private static <E> E word(
            String property, @Nullable Object value, E otherwise, List<E> all, Function<E, String> word) {
        return value == null
                ? otherwise
                : all.stream()
                        .filter(each -> word.apply(each).equals(value))
                        .findFirst()
                        .orElseThrow(() -> OptionsRefused.at(
                                property, "one of " + all.stream().map(word).collect(Collectors.joining(", "))));
    }
}
