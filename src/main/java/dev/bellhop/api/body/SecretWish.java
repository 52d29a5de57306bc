package dev.bellhop.api.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.bellhop.access.signing.SigningKey;
import dev.bellhop.access.signing.SigningKey.Kind;
import dev.bellhop.access.signing.SigningKeys;
import dev.bellhop.api.edge.Problem;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a caller wants callbacks to be signed with. */
public sealed interface SecretWish {

    /** The text that asks for a new key pair. */
    String ED25519 = "ed25519";

    /** Nothing was said about it. */
    record Unsaid() implements SecretWish {}

    /** Bellhop is to make a key. */
    record Make(Kind kind) implements SecretWish {}

    /** This key. */
    record Given(SigningKey key) implements SecretWish {}

    default boolean isMade() {
        return this instanceof Make;
    }

    /**
     * Reads the wish.
     *
     * @param text of the property {@code secret}
     * @param isTrue whether the property is {@code true}
     */
    static SecretWish of(@Nullable String text, boolean isTrue) {
        if (isTrue) {
            return new Make(Kind.HMAC);
        }
        if (text == null) {
            return new Unsaid();
        }
        return text.equals(ED25519)
                ? new Make(Kind.ED25519)
                : new Given(SigningKey.parse(text)
                        .orElseThrow(() -> Problem.malformedBody("The property secret must be whsec_ and 24 to 64 bytes"
                                        + " in base64, or whsk_ and an Ed25519 seed, alone or with its public key, in"
                                        + " base64 (Standard Webhooks); or true or \"" + ED25519
                                        + "\", then Bellhop makes one.")
                                .stop()));
    }

    /**
     * The body of a call that changes the secret.
     *
     * @param overlap how long the keys before it still sign
     */
    record Rotation(SecretWish wish, Duration overlap) {

        /** An empty body wishes for nothing in particular. */
        public static Rotation read(byte[] body) {
            String text = JsonText.decode(body).strip();
            return text.isEmpty()
                    ? new Rotation(new Unsaid(), SigningKeys.OVERLAP_DEFAULT)
                    : JsonText.parse(text, Rotation::object);
        }

        private static Rotation object(JsonParser json) throws IOException {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw Problem.malformedBody("The body must be an object, or empty.")
                        .stop();
            }
            @Nullable SecretWish wish = null;
            @Nullable Duration overlap = null;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                boolean twice = name.equals("secret") ? wish != null : overlap != null;
                switch (name) {
                    case "secret" -> wish = wish(json, value);
                    case "overlapHours" -> overlap = value == JsonToken.VALUE_NULL ? null : hours(json);
                    default ->
                        throw Problem.malformedBody("A property is not known; there are secret and overlapHours.")
                                .stop();
                }
                if (twice) {
                    throw Problem.malformedBody("The property '" + name + "' is there twice.")
                            .stop();
                }
            }
            return new Rotation(
                    wish == null ? new Unsaid() : wish, overlap == null ? SigningKeys.OVERLAP_DEFAULT : overlap);
        }

        private static @Nullable SecretWish wish(JsonParser json, JsonToken value) throws IOException {
            return switch (value) {
                case VALUE_NULL -> null;
                case VALUE_TRUE -> of(null, true);
                default -> of(JsonText.text("secret", json), false);
            };
        }

        private static Duration hours(JsonParser json) throws IOException {
            long max = SigningKeys.OVERLAP_MAX.toHours();
            String text = json.getText();
            if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && text.matches("[0-9]{1,3}")
                    && Long.parseLong(text) <= max) {
                return Duration.ofHours(Long.parseLong(text));
            }
            throw Problem.malformedBody("The property overlapHours must be a whole number from 0 to " + max + ".")
                    .stop();
        }
    }
}
