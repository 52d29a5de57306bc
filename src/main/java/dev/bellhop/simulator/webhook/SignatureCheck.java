package dev.bellhop.simulator.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Verifies signatures by Standard Webhooks 1.0, symmetric: HMAC-SHA256 over {@code id.timestamp.body}. */
public final class SignatureCheck {

    /** How far the sender's clock may be from the engine's. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final String ALGORITHM = "HmacSHA256";

    /** What was found. */
    public sealed interface Result {

        record Valid() implements Result {}

        /** None of the three headers is there. */
        record Missing() implements Result {}

        record Invalid(String reason) implements Result {}

        default boolean isValid() {
            return this instanceof Valid;
        }
    }

    private final SecretKeySpec key;

    /**
     * @param secret base64, with or without {@code whsec_}
     * @throws IllegalArgumentException if it is no such secret; the message does not repeat it
     */
    public SignatureCheck(String secret) {
        String base64 = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("a signing secret is whsec_ and base64", notBase64);
        }
        if (bytes.length == 0) {
            throw new IllegalArgumentException("a signing secret is whsec_ and base64, and not empty");
        }
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** @param now by the engine's clock, right or wrong */
    public Result check(Callback callback, Instant now) {
        @Nullable String id = callback.header("webhook-id").orElse(null);
        @Nullable String timestamp = callback.header("webhook-timestamp").orElse(null);
        @Nullable String signatures = callback.header("webhook-signature").orElse(null);
        if (id == null && timestamp == null && signatures == null) {
            return new Result.Missing();
        }
        if (id == null || timestamp == null || signatures == null) {
            return new Result.Invalid(
                    (id == null ? "webhook-id" : timestamp == null ? "webhook-timestamp" : "webhook-signature")
                            + " is missing");
        }
        if (!timestamp.matches("[0-9]{1,11}")) {
            return new Result.Invalid("webhook-timestamp is no number of seconds");
        }
        if (!isSigned(signatures, mac(id, timestamp, callback.body()))) {
            return new Result.Invalid(
                    signatures.contains(VERSION) ? "no v1 signature is right" : "there is no v1 signature");
        }
        Duration apart = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
        return apart.abs().compareTo(TOLERANCE) <= 0
                ? new Result.Valid()
                : new Result.Invalid("webhook-timestamp is " + apart.abs().toSeconds() + " s "
                        + (apart.isNegative() ? "ahead of" : "behind") + " the engine's clock");
    }

    /** Several signatures are there while secrets change; one must be right. */
    private static boolean isSigned(String signatures, byte[] wanted) {
        boolean signed = false;
        for (String signature : signatures.split(" ")) {
            if (signature.startsWith(VERSION)) {
                byte[] given = signature.substring(VERSION.length()).getBytes(StandardCharsets.UTF_8);
                signed |= MessageDigest.isEqual(given, Base64.getEncoder().encode(wanted));
            }
        }
        return signed;
    }

    private byte[] mac(String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no " + ALGORITHM, e);
        }
    }
}
