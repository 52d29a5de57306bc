package dev.bellhop.delivery.webhook;

import dev.bellhop.access.SecretText;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures by Standard Webhooks 1.0, symmetric ({@code v1}: HMAC-SHA256 over {@code id.timestamp.body}). */
public final class WebhookSignature {

    public static final String PREFIX = "whsec_";
    private static final int KEY_BYTES_MIN = 24;
    private static final int KEY_BYTES_MAX = 64;

    private WebhookSignature() {}

    /** The key bytes of a secret: base64 of 24 to 64 bytes, with or without {@code whsec_}; empty if it is none. */
    public static Optional<byte[]> key(String secret) {
        try {
            byte[] key =
                    Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
            return key.length < KEY_BYTES_MIN || key.length > KEY_BYTES_MAX ? Optional.empty() : Optional.of(key);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** The value of the {@code webhook-signature} header. */
    static String sign(SecretText secret, String id, long timestamp, byte[] body) {
        byte[] key = key(secret.reveal())
                .orElseThrow(() -> new IllegalStateException("A secret was stored that is no signing key"));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no HMAC-SHA256", e);
        }
    }
}
