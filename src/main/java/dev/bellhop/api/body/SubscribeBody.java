package dev.bellhop.api.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.bellhop.api.edge.Problem;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a subscribe or unsubscribe call: an object, a JSON string that holds the URL, or the bare URL, because
 * that is what engines send.
 *
 * @param generateSecret whether Bellhop is to make the secret ({@code "secret": true})
 */
public record SubscribeBody(
        @Nullable String callbackUrl,
        @Nullable String id,
        @Nullable String startFrom,
        @Nullable String secret,
        boolean generateSecret) {

    /** Options of the contract that this version does not have yet: refused, because ignoring them would be a lie. */
    private static final Set<String> NOT_YET = Set.of("filter", "batch", "ordered");

    private static final Set<String> KNOWN = Set.of("callbackUrl", "id", "startFrom", "secret");

    private static final SubscribeBody EMPTY = new SubscribeBody(null, null, null, null, false);

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
        return new SubscribeBody(url, null, null, null, false);
    }

    private static SubscribeBody object(JsonParser json) throws IOException {
        Map<String, String> texts = new HashMap<>();
        boolean generateSecret = false;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_NULL) {
                continue;
            }
            if (NOT_YET.contains(name)) {
                throw Problem.unsupported(name).stop();
            }
            if (name.equals("secret") && value == JsonToken.VALUE_TRUE) {
                generateSecret = true;
            } else if (KNOWN.contains(name)) {
                if (texts.put(name, JsonText.text(name, json)) != null) {
                    throw Problem.malformedBody("The property '" + name + "' is there twice.")
                            .stop();
                }
            } else {
                throw Problem.malformedBody("The property '" + name.substring(0, Math.min(100, name.length()))
                                + "' is not known; there are callbackUrl, startFrom and secret.")
                        .stop();
            }
        }
        return new SubscribeBody(
                texts.get("callbackUrl"), texts.get("id"), texts.get("startFrom"), texts.get("secret"), generateSecret);
    }
}
