package dev.bellhop.delivery.webhook;

import dev.bellhop.access.signing.SigningKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The value of the header {@code webhook-signature}. */
final class CallbackSignature {

    private CallbackSignature() {}

    /**
     * Empty without keys. Key pairs take long enough to sign that the deliveries of others would wait, so another thread
     * does it.
     */
    static Uni<String> of(Vertx vertx, @Nullable SigningKeys keys, String id, Instant now, byte[] body) {
        if (keys == null) {
            return Uni.createFrom().item("");
        }
        return keys.isSlow(now)
                ? Uni.createFrom()
                        .completionStage(() -> vertx.executeBlocking(() -> keys.sign(id, now, body), false)
                                .toCompletionStage())
                : Uni.createFrom().item(keys.sign(id, now, body));
    }
}
