package dev.bellhop.subscription.options;

import dev.bellhop.event.Timestamps;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one written form of options: what subscribers send, what is kept, and, without values of headers, what is shown.
 * It is what JSON becomes in Java: maps, lists, text, numbers, truth.
 */
public final class WrittenOptions {

    /** Every property there is. */
    public static final Set<String> PROPERTIES = Set.of(
            "filter",
            "batch",
            "ordered",
            "concurrency",
            "rate",
            "content",
            "headers",
            "timeoutSeconds",
            "retrySeconds",
            "expires",
            "handshake");

    private WrittenOptions() {}

    /** What became of what was sent. */
    public sealed interface Outcome {}

    public record Read(SubscriptionOptions options) implements Outcome {}

    /**
     * It cannot be used.
     *
     * @param property what is wrong
     * @param problem a sentence for the one who wrote it
     * @param column where a filter is wrong, 1 is its first character; 0 if no filter is
     */
    public record Invalid(String property, String problem, int column) implements Outcome {}

    /** Reads options; members that are no options are none of its business. */
    public static Outcome read(Map<String, ? extends @Nullable Object> json) {
        try {
            return new Read(OptionsReader.options(json));
        } catch (OptionsRefused refused) {
            return refused.outcome();
        }
    }

    /** Replaces what the patch names; {@code null} in it takes an option away. */
    public static Outcome patched(SubscriptionOptions options, Map<String, ? extends @Nullable Object> patch) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(format(options));
        merged.putAll(patch);
        return read(merged);
    }

    /** All that differs from the default; {@link #read} gives equal options. Holds secrets. */
    public static Map<String, Object> format(SubscriptionOptions options) {
        Map<String, Object> json = shown(options);
        if (!options.headers().values().isEmpty()) {
            Map<String, Object> headers = new LinkedHashMap<>();
            options.headers().values().forEach((name, value) -> headers.put(name, value.reveal()));
            json.put("headers", headers);
        }
        return json;
    }

    /** As {@link #format}, with the names of the headers alone. */
    public static Map<String, Object> shown(SubscriptionOptions options) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (options.filter() != null) {
            json.put("filter", options.filter().toString());
        }
        if (options.batch() != null) {
            json.put(
                    "batch",
                    Map.of(
                            "max",
                            options.batch().max(),
                            "seconds",
                            options.batch().window().toSeconds()));
        }
        if (options.ordered()) {
            json.put("ordered", true);
        }
        if (options.concurrency() != null) {
            json.put("concurrency", options.concurrency());
        }
        if (options.rate() != null) {
            boolean second = options.rate().per().equals(Rate.SECOND);
            json.put(
                    "rate",
                    Map.of(second ? "perSecond" : "perMinute", options.rate().count()));
        }
        if (options.content() != ContentMode.PLAIN) {
            json.put("content", options.content().word());
        }
        if (!options.headers().values().isEmpty()) {
            json.put(
                    "headers",
                    options.headers().values().keySet().stream().sorted().toList());
        }
        if (options.timeout() != null) {
            json.put("timeoutSeconds", options.timeout().toSeconds());
        }
        if (options.retries() != null) {
            json.put(
                    "retrySeconds",
                    options.retries().stream().map(Duration::toSeconds).toList());
        }
        if (options.expires() != null) {
            json.put("expires", Timestamps.format(options.expires()));
        }
        if (options.handshake() != Handshake.NONE) {
            json.put("handshake", options.handshake().word());
        }
        return json;
    }
}
