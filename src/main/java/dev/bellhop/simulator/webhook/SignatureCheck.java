package dev.bellhop.simulator.webhook;

import dev.bellhop.simulator.signature.SignatureScheme;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Verifies signatures by Standard Webhooks 1.0, over {@code id.timestamp.body}, by one key of either kind. */
public final class SignatureCheck {

    /** How far the sender's clock may be from the engine's. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** Of one version; a sender has no more keys at a time. */
    private static final int SIGNATURES_MAX = 10;

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

    private final SignatureScheme scheme;

    /**
     * @param secret base64, with or without {@code whsec_}; or {@code whpk_…}, or a {@code whsk_…} that has it inside
     * @throws IllegalArgumentException if it is no such secret; the message does not repeat it
     */
    public SignatureCheck(String secret) {
        this.scheme = SignatureScheme.of(secret);
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
        byte[] signed = (id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8);
        if (!isSigned(signatures, signed, callback.body())) {
            String version = scheme.version();
            return new Result.Invalid(
                    Arrays.stream(signatures.split(" ")).anyMatch(one -> one.startsWith(version + ','))
                            ? "no " + version + " signature is right"
                            : "there is no " + version + " signature");
        }
        Duration apart = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
        return apart.abs().compareTo(TOLERANCE) <= 0
                ? new Result.Valid()
                : new Result.Invalid("webhook-timestamp is " + apart.abs().toSeconds() + " s "
                        + (apart.isNegative() ? "ahead of" : "behind") + " the engine's clock");
    }

    /** Several signatures are there while secrets change; one must be right. */
    private boolean isSigned(String signatures, byte[] head, byte[] body) {
        String version = scheme.version() + ',';
        return Arrays.stream(signatures.split(" "))
                .filter(signature -> signature.startsWith(version))
                .limit(SIGNATURES_MAX)
                .anyMatch(signature -> scheme.verifies(head, body, signature.substring(version.length())));
    }
}
