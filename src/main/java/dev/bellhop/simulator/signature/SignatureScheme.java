package dev.bellhop.simulator.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How one key verifies. */
public sealed interface SignatureScheme {

    /** What its signatures begin with. */
    String version();

    boolean verifies(byte[] head, byte[] body, String base64);

    /** @throws IllegalArgumentException if it is no secret; the message does not repeat it */
    static SignatureScheme of(String secret) {
        if (secret.startsWith("whpk_")) {
            return Asymmetric.of(decode(secret.substring("whpk_".length())));
        }
        if (secret.startsWith("whsk_")) {
            byte[] both = decode(secret.substring("whsk_".length()));
            if (both.length != 2 * Asymmetric.KEY_BYTES) {
                throw new IllegalArgumentException(
                        "a whsk_ secret must have its public key behind the seed; give that one (whpk_) instead");
            }
            return Asymmetric.of(Arrays.copyOfRange(both, Asymmetric.KEY_BYTES, both.length));
        }
        byte[] key = decode(secret.startsWith("whsec_") ? secret.substring("whsec_".length()) : secret);
        if (key.length == 0) {
            throw new IllegalArgumentException("a signing secret is whsec_ and base64, and not empty");
        }
        return new Symmetric(new SecretKeySpec(key, Symmetric.ALGORITHM));
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("a signing secret is whsec_ (or whpk_) and base64", notBase64);
        }
    }

    /** {@code v1}: HMAC-SHA256. */
    record Symmetric(SecretKeySpec key) implements SignatureScheme {

        private static final String ALGORITHM = "HmacSHA256";

        @Override
        public String version() {
            return "v1";
        }

        @Override
        public boolean verifies(byte[] head, byte[] body, String base64) {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(key);
                mac.update(head);
                return MessageDigest.isEqual(
                        base64.getBytes(StandardCharsets.UTF_8),
                        Base64.getEncoder().encode(mac.doFinal(body)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java runtime has no " + ALGORITHM, e);
            }
        }

        @Override
        public String toString() {
            return "[v1]";
        }
    }

    /** {@code v1a}: Ed25519. */
    record Asymmetric(PublicKey key) implements SignatureScheme {

        private static final int KEY_BYTES = 32;

        /** How a public key begins that says that it is one of Ed25519 (RFC 8410). */
        private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

        static Asymmetric of(byte[] publicKey) {
            byte[] encoded = Arrays.copyOf(X509_HEAD, X509_HEAD.length + KEY_BYTES);
            if (publicKey.length != KEY_BYTES) {
                throw new IllegalArgumentException("a public key is whpk_ and 32 bytes in base64");
            }
            System.arraycopy(publicKey, 0, encoded, X509_HEAD.length, KEY_BYTES);
            try {
                return new Asymmetric(
                        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("a public key is whpk_ and 32 bytes in base64", e);
            }
        }

        @Override
        public String version() {
            return "v1a";
        }

        @Override
        public boolean verifies(byte[] head, byte[] body, String base64) {
            try {
                Signature verifier = Signature.getInstance("Ed25519");
                verifier.initVerify(key);
                verifier.update(head);
                verifier.update(body);
                return verifier.verify(Base64.getDecoder().decode(base64));
            } catch (SignatureException | IllegalArgumentException malformed) {
                return false;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java runtime has no Ed25519", e);
            }
        }
    }
}
