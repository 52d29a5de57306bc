package dev.bellhop.access.keys;

import dev.bellhop.access.Callers;
import dev.bellhop.access.SecretText;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The text of a key: {@code bh_} and 32 random bytes in hexadecimal. The beginning is for scanners that look for secrets
 * in places where they should not be.
 */
public final class KeyText {

    static final String BEGINNING = "bh_";
    private static final int RANDOM_BYTES = 32;

    private KeyText() {}

    /** A new key; nobody can guess one, if the chance is that of cryptography. */
    public static SecretText generate(RandomGenerator random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new SecretText(BEGINNING + HexFormat.of().formatHex(bytes));
    }

    /**
     * By what a key is known. It is neither salted nor slow to make: salt and slowness keep somebody who has the hash from
     * trying likely keys, and of 256 random bits none is likely.
     */
    public static String hash(SecretText key) {
        return hash(Callers.sha256(key.reveal()));
    }

    static String hash(byte[] sha256) {
        return HexFormat.of().formatHex(sha256);
    }
}
