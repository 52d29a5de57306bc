package dev.bellhop.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells who a caller is by the API key it shows. Without any credential configured everybody is a local caller. */
public final class Callers {

    private static final Caller LOCAL = new Caller.Local();
    private static final Caller ANONYMOUS = new Caller.Anonymous();

    private final List<ApiKey> keys;
    private final boolean tokens;

    public Callers(List<ApiKey> keys) {
        this(keys, false);
    }

    /**
     * Makes them.
     *
     * @param tokens whether bearer tokens are accepted, which is a credential, too
     */
    public Callers(List<ApiKey> keys, boolean tokens) {
        this.keys = List.copyOf(keys);
        this.tokens = tokens;
    }

    /**
     * A credential.
     *
     * @param sha256 hash of the key; the key itself is not kept
     */
    public record ApiKey(byte[] sha256, Caller.KeyHolder holder) {}

    /** Whether no credential is configured. */
    public boolean isLocalMode() {
        return keys.isEmpty() && !tokens;
    }

    /** Whether bearer tokens are accepted. */
    public boolean takesTokens() {
        return tokens;
    }

    /** The caller that shows this key, or none. Every key is compared, so that time tells nothing. */
    public Caller identify(@Nullable String key) {
        if (isLocalMode()) {
            return LOCAL;
        }
        if (key == null) {
            return ANONYMOUS;
        }
        byte[] hash = sha256(key);
        Caller found = ANONYMOUS;
        for (ApiKey candidate : keys) {
            if (MessageDigest.isEqual(hash, candidate.sha256())) {
                found = candidate.holder();
            }
        }
        return found;
    }

    /** The hash by which a key is known. */
    public static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }
}
