package dev.bellhop.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets for the database, and derives fingerprints and capability tokens, all from one key of 32 bytes.
 *
 * <p>The three uses have keys of their own, derived from that key, so that none gives anything away about another.
 */
public final class Vault {

    public static final int KEY_BYTES = 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String FORMAT = "v1";

    private final RandomGenerator random;
    private final SecretKeySpec sealing;
    private final SecretKeySpec fingerprinting;
    private final SecretKeySpec tokens;
    private final String keyId;

    public Vault(byte[] key, RandomGenerator random) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("A key of 32 bytes is needed, got " + key.length);
        }
        this.random = random;
        this.sealing = new SecretKeySpec(derive(key, "seal"), "AES");
        this.fingerprinting = new SecretKeySpec(derive(key, "fingerprint"), "HmacSHA256");
        this.tokens = new SecretKeySpec(derive(key, "token"), "HmacSHA256");
        this.keyId = HexFormat.of().formatHex(derive(key, "id"), 0, 4);
    }

    /** Encrypts (AES-256-GCM) into text that names the key it was made with. */
    public String seal(SecretText secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, sealing, new GCMParameterSpec(TAG_BITS, nonce));
            byte[] sealed = cipher.doFinal(secret.reveal().getBytes(StandardCharsets.UTF_8));
            byte[] all = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return FORMAT + '.' + keyId + '.' + Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no AES-GCM", e);
        }
    }

    /** How everything begins that this key has sealed. */
    public String mark() {
        return FORMAT + '.' + keyId + '.';
    }

    /** Decrypts what {@link #seal} made; fails if it was made with another key or was changed. */
    public SecretText open(String sealed) {
        String[] parts = sealed.split("\\.", 3);
        if (parts.length != 3 || !parts[0].equals(FORMAT) || !parts[1].equals(keyId)) {
            throw new IllegalStateException("The database was sealed with another key than " + keyId
                    + ": restore the key file that belongs to this database (bellhop.key in the data folder)"
                    + " or set bellhop.sealing-key");
        }
        try {
            byte[] all = Base64.getDecoder().decode(parts[2]);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, sealing, new GCMParameterSpec(TAG_BITS, all, 0, NONCE_BYTES));
            byte[] text = cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
            return new SecretText(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("A sealed value in the database was changed from outside", e);
        }
    }

    /** The same text always has the same fingerprint, which says nothing about it without the key. */
    public String fingerprint(SecretText secret) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(fingerprinting, secret.reveal()));
    }

    /** The token that alone gives the right to one thing, such as {@code subscription/4f…}. */
    public SecretText token(String thing) {
        byte[] token = hmac(tokens, thing);
        return new SecretText(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
    }

    /** Compares in constant time. */
    public boolean isToken(String thing, String offered) {
        return MessageDigest.isEqual(
                token(thing).reveal().getBytes(StandardCharsets.UTF_8), offered.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] derive(byte[] key, String use) {
        return hmac(new SecretKeySpec(key, "HmacSHA256"), "bellhop/" + use);
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no HMAC-SHA256", e);
        }
    }
}
