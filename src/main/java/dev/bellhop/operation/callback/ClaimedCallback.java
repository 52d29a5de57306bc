package dev.bellhop.operation.callback;

import dev.bellhop.access.CallbackUrl;
import dev.bellhop.access.signing.SigningKeys;
import dev.bellhop.operation.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A callback to be made now.
 *
 * @param epoch of the claim; whoever writes with an older one is refused
 * @param operation that is over
 * @param attempts that were made before
 */
public record ClaimedCallback(
        long epoch,
        Operation operation,
        CallbackUrl url,
        @Nullable SigningKeys keys,
        int attempts) {

    /** Host and port, of which attempts take turns. */
    public String target() {
        return target(url);
    }

    public static String target(CallbackUrl url) {
        return url.host() + ':' + url.port();
    }
}
