package dev.bellhop.api.operations;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.bellhop.api.body.JsonText;
import dev.bellhop.api.body.SubscribeBody;
import dev.bellhop.api.edge.Problem;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a webhook action's subscribe or unsubscribe call: an object, a JSON string that holds the URL, or the bare
 * URL, because that is what engines send.
 *
 * @param input JSON as it was written
 * @param generateSecret whether Bellhop is to make the secret ({@code "secret": true})
 */
record WebhookBody(
        @Nullable String callbackUrl,
        @Nullable String id,
        String input,
        @Nullable String secret,
        boolean generateSecret) {

    private static final String NO_INPUT = "{}";
    private static final int SHOWN_MAX = 100;
    private static final JsonFactory FACTORY = new JsonFactory();

    static WebhookBody read(byte[] body) {
        return read(body, false);
    }

    /** What is not known is of no importance there. */
    static WebhookBody readToTakeBack(byte[] body) {
        return read(body, true);
    }

    private static WebhookBody read(byte[] body, boolean lenient) {
        if (JsonText.decode(body).strip().startsWith("{")) {
            return JsonText.parse(JsonText.decode(body), json -> new Reader(lenient).object(json));
        }
        SubscribeBody bare = SubscribeBody.read(body);
        return new WebhookBody(bare.callbackUrl(), null, NO_INPUT, null, false);
    }

    private static final class Reader {

        private final boolean lenient;
        private final Set<String> seen = new HashSet<>();
        private @Nullable String callbackUrl;
        private @Nullable String id;
        private String input = NO_INPUT;
        private @Nullable String secret;
        private boolean generateSecret;

        Reader(boolean lenient) {
            this.lenient = lenient;
        }

        WebhookBody object(JsonParser json) throws IOException {
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (!seen.add(name)) {
                    throw Problem.malformedBody("The property '" + shown(name) + "' is there twice.")
                            .stop();
                }
                if (value == JsonToken.VALUE_NULL) {
                    continue;
                }
                member(name, json);
            }
            return new WebhookBody(callbackUrl, id, input, secret, generateSecret);
        }

        private void member(String name, JsonParser json) throws IOException {
            switch (name) {
                case "callbackUrl" -> callbackUrl = JsonText.text(name, json);
                case "id" -> id = JsonText.text(name, json);
                case "input" -> input = copy(json);
                case "secret" -> {
                    generateSecret = json.currentToken() == JsonToken.VALUE_TRUE;
                    secret = generateSecret ? null : JsonText.text(name, json);
                }
                default -> {
                    if (!lenient) {
                        throw Problem.malformedBody("The property '" + shown(name)
                                        + "' is not known; there are callbackUrl, input, secret.")
                                .stop();
                    }
                    json.skipChildren();
                }
            }
        }

        private static String copy(JsonParser json) throws IOException {
            StringWriter text = new StringWriter();
            try (JsonGenerator generator = FACTORY.createGenerator(text)) {
                generator.copyCurrentStructureExact(json);
            }
            return text.toString();
        }

        private static String shown(String name) {
            return name.substring(0, Math.min(SHOWN_MAX, name.length()));
        }
    }
}
