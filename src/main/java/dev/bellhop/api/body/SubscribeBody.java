package dev.bellhop.api.body;

import com.fasterxml.jackson.core.JsonParser;
import dev.bellhop.api.edge.Problem;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a subscribe or unsubscribe call: an object, a JSON string that holds the URL, or the bare URL, because
 * that is what engines send.
 *
 * @param generateSecret whether Bellhop is to make the secret ({@code "secret": true})
 * @param options as they were written, not yet looked at
 */
public record SubscribeBody(
        @Nullable String callbackUrl,
        @Nullable String id,
        @Nullable String startFrom,
        @Nullable String secret,
        boolean generateSecret,
        Map<String, @Nullable Object> options) {

    private static final Set<String> KNOWN = Set.of("callbackUrl", "id", "startFrom", "secret");

    private static final SubscribeBody EMPTY = new SubscribeBody(null, null, null, null, false, Map.of());

    public static SubscribeBody read(byte[] body) {
        String text = JsonText.decode(body).strip();
        if (text.isEmpty()) {
            return EMPTY;
        }
        if (text.startsWith("{")) {
            return JsonText.parse(text, SubscribeBody::object);
        }
        if (text.startsWith("\"")) {
            String inside = JsonText.parse(text, JsonParser::getText).strip();
            // The oldest samples for Logic Apps send a JSON string inside a JSON string.
            return url(inside.startsWith("\"") ? JsonText.parse(inside, JsonParser::getText) : inside);
        }
        return url(text);
    }

    private static SubscribeBody url(String url) {
        return new SubscribeBody(url, null, null, null, false, Map.of());
    }

    private static SubscribeBody object(JsonParser json) throws IOException {
        Map<String, @Nullable Object> options = OptionsBody.object(json, KNOWN);
        boolean generateSecret = Boolean.TRUE.equals(options.get("secret"));
        if (generateSecret) {
            options.remove("secret");
        }
        return new SubscribeBody(
                text(options, "callbackUrl"),
                text(options, "id"),
                text(options, "startFrom"),
                text(options, "secret"),
                generateSecret,
                options);
    }

    /** Takes it out: what is left are options. */
    private static @Nullable String text(Map<String, @Nullable Object> members, String name) {
        Object value = members.remove(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw Problem.malformedBody("The property '" + name + "' must be text.").stop();
    }
}
