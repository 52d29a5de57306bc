package dev.bellhop.api.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.subscription.options.SubscriptionOptions;
import dev.bellhop.subscription.options.WrittenOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Options of subscriptions in the bodies of callers. */
public final class OptionsBody {

    private OptionsBody() {}

    /** The body of a change: an object of options; {@code null} takes one away. An empty body changes nothing. */
    public static Map<String, @Nullable Object> patch(byte[] body) {
        String text = JsonText.decode(body).strip();
        return text.isEmpty()
                ? Map.of()
                : JsonText.parse(text, json -> {
                    if (json.currentToken() != JsonToken.START_OBJECT) {
                        throw Problem.malformedBody("The body must be an object of options, such as {\"batch\":10}.")
                                .stop();
                    }
                    return object(json, Set.of());
                });
    }

    /** The members of an object: options, and those others that are known there; anything else is a problem. */
    static Map<String, @Nullable Object> object(JsonParser json, Set<String> others) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            if (!others.contains(name) && !WrittenOptions.PROPERTIES.contains(name)) {
                throw Problem.malformedBody("The property '" + name.substring(0, Math.min(100, name.length()))
                                + "' is not known; there are " + known(others) + ".")
                        .stop();
            }
            if (members.containsKey(name)) {
                throw Problem.malformedBody("The property '" + name + "' is there twice.")
                        .stop();
            }
            Object value = JsonText.value(name, json);
            if (value instanceof String text && !others.contains(name)) {
                refuseHalfCharacters(name, text);
            }
            members.put(name, value);
        }
        return members;
    }

    /** The options that were read; a problem if they cannot be used. */
    public static SubscriptionOptions usable(WrittenOptions.Outcome outcome, Instant now) {
        SubscriptionOptions options = switch (outcome) {
            case WrittenOptions.Read(SubscriptionOptions read) -> read;
            case WrittenOptions.Invalid(String property, String problem, int column) ->
                throw (column > 0 ? Problem.malformedFilter(problem, column) : Problem.malformedBody(problem)).stop();
        };
        if (options.expires() != null && !options.expires().isAfter(now)) {
            throw Problem.malformedBody("The property 'expires' must be a time to come.")
                    .stop();
        }
        return options;
    }

    /** They could not be stored. */
    private static void refuseHalfCharacters(String name, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw Problem.malformedBody("The property '" + name + "' has half a character (a lone surrogate) in it.")
                    .stop();
        }
    }

    private static String known(Set<String> others) {
        Set<String> all = new TreeSet<>(WrittenOptions.PROPERTIES);
        all.addAll(others);
        return String.join(", ", all);
    }
}
