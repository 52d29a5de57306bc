package dev.bellhop.access.signing;

import dev.bellhop.access.SecretText;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs by HMAC-SHA256 ({@code v1}). */
record HmacKey(SecretText secret, SecretKeySpec key) implements SigningKey {

    static final String PREFIX = "whsec_";
    static final int KEY_BYTES_MIN = 24;
    static final int KEY_BYTES_MAX = 64;

    private static final String ALGORITHM = "HmacSHA256";

    static Optional<SigningKey> of(byte[] key) {
        return key.length < KEY_BYTES_MIN || key.length > KEY_BYTES_MAX
                ? Optional.empty()
                : Optional.of(new HmacKey(
                        new SecretText(PREFIX + Base64.getEncoder().encodeToString(key)),
                        new SecretKeySpec(key, ALGORITHM)));
    }

    @Override
    public Kind kind() {
        return Kind.HMAC;
    }

    @Override
    public Optional<String> publicKey() {
        return Optional.empty();
    }

    @Override
    public String sign(byte[] head, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(head);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no HMAC-SHA256", e);
        }
    }

    /** Nothing that is derived from the key, not even a hash of it. */
    @Override
    public String toString() {
        return "[signing key v1]";
    }
}
