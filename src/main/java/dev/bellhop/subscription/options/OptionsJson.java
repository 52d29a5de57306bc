package dev.bellhop.subscription.options;

import dev.bellhop.event.Timestamps;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;

/** The one written form of options: what subscribers send, what is kept, and, without values of headers, what is shown. */
public final class OptionsJson {

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

    private OptionsJson() {}

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
    public static Outcome read(JsonObject json) {
        try {
            return new Read(OptionsReader.options(json));
        } catch (OptionsRefused refused) {
            return refused.outcome();
        }
    }

    /** Replaces what the patch names; {@code null} in it takes an option away. */
    public static Outcome patched(SubscriptionOptions options, JsonObject patch) {
        JsonObject merged = format(options);
        patch.forEach(member -> merged.put(member.getKey(), member.getValue()));
        return read(merged);
    }

    /** All that differs from the default; {@link #read} gives equal options. Holds secrets. */
    public static JsonObject format(SubscriptionOptions options) {
        JsonObject json = shown(options);
        if (!options.headers().values().isEmpty()) {
            JsonObject headers = new JsonObject();
            options.headers().values().forEach((name, value) -> headers.put(name, value.reveal()));
            json.put("headers", headers);
        }
        return json;
    }

    /** As {@link #format}, with the names of the headers alone. */
    public static JsonObject shown(SubscriptionOptions options) {
        JsonObject json = new JsonObject();
        if (options.filter() != null) {
            json.put("filter", options.filter().toString());
        }
        if (options.batch() != null) {
            json.put(
                    "batch",
                    new JsonObject()
                            .put("max", options.batch().max())
                            .put("seconds", options.batch().window().toSeconds()));
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
                    new JsonObject()
                            .put(
                                    second ? "perSecond" : "perMinute",
                                    options.rate().count()));
        }
        if (options.content() != ContentMode.PLAIN) {
            json.put("content", options.content().word());
        }
        if (!options.headers().values().isEmpty()) {
            json.put(
                    "headers",
                    new JsonArray(options.headers().values().keySet().stream()
                            .sorted()
                            .toList()));
        }
        if (options.timeout() != null) {
            json.put("timeoutSeconds", options.timeout().toSeconds());
        }
        if (options.retries() != null) {
            json.put(
                    "retrySeconds",
                    new JsonArray(
                            options.retries().stream().map(Duration::toSeconds).toList()));
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
