package dev.bellhop.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells who a caller is by the API key it shows. Without any credential configured everybody is a local caller. */
public final class Callers {

    private static final Caller LOCAL = new Caller.Local();
    private static final Caller ANONYMOUS = new Caller.Anonymous();

    private final List<ApiKey> keys;
    private final FurtherKeys further;
    private final boolean tokens;

    /** Callers with configured keys alone. */
    public Callers(List<ApiKey> keys) {
        this(keys, hash -> Optional.empty());
    }

    /**
     * Makes them.
     *
     * @param keys those that are configured: with bearer tokens they decide whether there is local mode
     */
    public Callers(List<ApiKey> keys, FurtherKeys further) {
        this(keys, further, false);
    }

    /**
     * Makes them.
     *
     * @param keys those that are configured
     * @param tokens whether bearer tokens are accepted, which is a credential, too
     */
    public Callers(List<ApiKey> keys, FurtherKeys further, boolean tokens) {
        this.keys = List.copyOf(keys);
        this.further = further;
        this.tokens = tokens;
    }

    /** Keys that come and go while Bellhop runs. */
    public interface FurtherKeys {

        /** The holder of the valid key with this SHA-256. */
        Optional<Caller.KeyHolder> find(byte[] sha256);
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

    /** The holders of configured keys. */
    public List<Caller.KeyHolder> configured() {
        return keys.stream().map(ApiKey::holder).toList();
    }

    /**
     * The caller that shows this key, or none. Every configured key is compared, so that time tells nothing: people may
     * have made one up.
     */
    public Caller identify(@Nullable String key) {
        if (isLocalMode()) {
            return LOCAL;
        }
        if (key == null) {
            return ANONYMOUS;
        }
        byte[] hash = sha256(key);
        Caller found = further.find(hash).map(Caller.class::cast).orElse(ANONYMOUS);
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
