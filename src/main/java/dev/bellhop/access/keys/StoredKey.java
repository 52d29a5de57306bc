package dev.bellhop.access.keys;

import dev.bellhop.access.Caller.KeyHolder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as the database has it.
 *
 * @param hash SHA-256 of the key in hexadecimal; the key itself is nowhere
 * @param expires from when on it is not valid; {@code null} for never
 * @param requestsPerSecond what its holders may make together, 0 for any number; {@code null} for what all may make
 * @param lastUsed about when it was last shown, some minutes late; {@code null} if never
 */
public record StoredKey(
        String hash,
        KeyHolder holder,
        Instant created,
        @Nullable Instant expires,
        @Nullable Integer requestsPerSecond,
        @Nullable Instant lastUsed) {

    public String name() {
        return holder.name();
    }

    /** Whether it is not valid any more. */
    public boolean isExpired(Instant now) {
        return expires != null && !expires.isAfter(now);
    }
}
