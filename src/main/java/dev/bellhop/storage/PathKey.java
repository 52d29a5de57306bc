package dev.bellhop.storage;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a path is found by. PostgreSQL indexes no text beyond some 2,700 bytes, systems allow paths of 4,096: a longer one
 * keeps its beginning, and a hash stands for the whole.
 */
final class PathKey {

    static final int BYTES_MAX = 1_500;

    private static final int BEGINNING_BYTES = 1_400;

    private PathKey() {}

    /** The path itself unless it is too long. */
    static String of(String path) {
        byte[] whole = path.getBytes(StandardCharsets.UTF_8);
        return whole.length <= BYTES_MAX ? path : beginning(path) + '~' + hash(whole);
    }

    private static String beginning(String path) {
        ByteBuffer bytes = ByteBuffer.allocate(BEGINNING_BYTES);
        // Stops before the character that has no room.
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(path), bytes, true);
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }

    private static String hash(byte[] whole) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(whole));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }
}
