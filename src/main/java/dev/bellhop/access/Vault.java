package dev.bellhop.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets for the database, and derives fingerprints and capability tokens, all from one key of 32 bytes.
 *
 * <p>Other keys may be known beside it, so that the key can be changed: what they sealed is opened, what they derived is
 * recognised, and nothing is made with them any more. Whether one of them is older or newer makes no difference.
 *
 * <p>The three uses have keys of their own, derived from that key, so that none gives anything away about another.
 */
public final class Vault {

    public static final int KEY_BYTES = 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String FORMAT = "v1";

    private final RandomGenerator random;
    /** The current one first; no two have the same id. */
    private final List<Key> keys;

    public Vault(byte[] key, RandomGenerator random) {
        this(key, List.of(), random);
    }

    /**
     * A vault that knows several keys.
     *
     * @param current makes everything from now on
     * @param others only open and recognise
     * @throws IllegalArgumentException if a key has another length, or two are the same
     */
    public Vault(byte[] current, List<byte[]> others, RandomGenerator random) {
        List<Key> all = new ArrayList<>();
        all.add(Key.of(current));
        others.forEach(other -> all.add(Key.of(other)));
        Set<String> ids = new HashSet<>();
        for (Key key : all) {
            if (!ids.add(key.id())) {
                throw new IllegalArgumentException("Two keys are the same, or have the same id " + key.id());
            }
        }
        this.random = random;
        this.keys = List.copyOf(all);
    }

    /** What a key is called where it may be seen; says nothing about the key itself. */
    public static String keyId(byte[] key) {
        return Key.of(key).id();
    }

    /** The key with which everything is made. */
    public String currentKeyId() {
        return current().id();
    }

    /** The keys that only open and recognise. */
    public List<String> otherKeyIds() {
        return keys.stream().skip(1).map(Key::id).toList();
    }

    /** Encrypts (AES-256-GCM) into text that names the key it was made with. */
    public String seal(SecretText secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, current().sealing(), new GCMParameterSpec(TAG_BITS, nonce));
            byte[] sealed = cipher.doFinal(secret.reveal().getBytes(StandardCharsets.UTF_8));
            byte[] all = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return mark(current().id()) + Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no AES-GCM", e);
        }
    }

    /** How everything begins that the key of this id has sealed. */
    public static String mark(String keyId) {
        return FORMAT + '.' + keyId + '.';
    }

    /** Decrypts what {@link #seal} made under any known key; fails if that key is missing, or if it was changed. */
    public SecretText open(String sealed) {
        String[] parts = sealed.split("\\.", 3);
        Key key = parts.length == 3 && parts[0].equals(FORMAT) ? known(parts[1]) : unknown("in another form");
        try {
            byte[] all = Base64.getDecoder().decode(parts[2]);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, key.sealing(), new GCMParameterSpec(TAG_BITS, all, 0, NONCE_BYTES));
            byte[] text = cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
            return new SecretText(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("A sealed value in the database was changed from outside", e);
        }
    }

    /** The same text always has the same fingerprint, which says nothing about it without the key. */
    public String fingerprint(SecretText secret) {
        return current().fingerprint(secret);
    }

    /** The fingerprints of the text under all known keys, the current one first; as many as there are keys. */
    public List<String> fingerprints(SecretText secret) {
        return keys.stream().map(key -> key.fingerprint(secret)).toList();
    }

    /** The token that alone gives the right to one thing, such as {@code subscription/4f…}. */
    public SecretText token(String thing) {
        return current().token(thing);
    }

    /** Whether it is the token of the thing under any known key. Compares in constant time, and with all of them. */
    public boolean isToken(String thing, String offered) {
        byte[] bytes = offered.getBytes(StandardCharsets.UTF_8);
        boolean found = false;
        for (Key key : keys) {
            found |= MessageDigest.isEqual(key.token(thing).reveal().getBytes(StandardCharsets.UTF_8), bytes);
        }
        return found;
    }

    private Key current() {
        return keys.getFirst();
    }

    private Key known(String id) {
        return keys.stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .orElseGet(() -> unknown("with the key " + id));
    }

    private Key unknown(String how) {
        throw new IllegalStateException("The database was sealed " + how + ", which is another key than "
                + String.join(", ", keys.stream().map(Key::id).toList())
                + ": restore the key file that belongs to this database (bellhop.key in the data folder), or set"
                + " bellhop.sealing-key or bellhop.former-sealing-keys");
    }

    /** What is derived from one key. */
    private record Key(String id, SecretKeySpec sealing, SecretKeySpec fingerprinting, SecretKeySpec tokens) {

        static Key of(byte[] key) {
            if (key.length != KEY_BYTES) {
                throw new IllegalArgumentException("A key of 32 bytes is needed, got " + key.length);
            }
            return new Key(
                    HexFormat.of().formatHex(derive(key, "id"), 0, 4),
                    new SecretKeySpec(derive(key, "seal"), "AES"),
                    new SecretKeySpec(derive(key, "fingerprint"), "HmacSHA256"),
                    new SecretKeySpec(derive(key, "token"), "HmacSHA256"));
        }

        String fingerprint(SecretText secret) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(fingerprinting, secret.reveal()));
        }

        SecretText token(String thing) {
            return new SecretText(Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(tokens, thing)));
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

        /** A record would show what it holds. */
        @Override
        public String toString() {
            return id;
        }
    }
}
