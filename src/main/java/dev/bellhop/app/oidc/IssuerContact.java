package dev.bellhop.app.oidc;

import dev.bellhop.api.edge.BearerTokens.Finding;
import dev.bellhop.api.edge.BearerTokens.Unknown;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Until the issuer answered once, one check at a time tries to reach it, and the others wait for what becomes of that.
 * After a failure nobody tries for a while. So an issuer that is away costs one connection, and no caller a long wait.
 */
final class IssuerContact {

    static final Duration AGAIN = Duration.ofSeconds(5);

    private final LongSupplier nanos;

    private volatile boolean made;
    private @Nullable Uni<Finding> attempt;
    private boolean failed;
    private long failedAt;

    /**
     * Makes it.
     *
     * @param nanos monotonic, see {@link System#nanoTime}
     */
    IssuerContact(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Checks, now or after the attempt of another; a finding that is not unknown means that the issuer answered. */
    Uni<Finding> check(Supplier<Uni<Finding>> checking) {
        return made ? checking.get() : Uni.createFrom().deferred(() -> first(checking));
    }

    private synchronized Uni<Finding> first(Supplier<Uni<Finding>> checking) {
        if (made) {
            return checking.get();
        }
        if (attempt != null) {
            return attempt.flatMap(
                    finding -> finding instanceof Unknown ? Uni.createFrom().item(finding) : checking.get());
        }
        long waitingNanos = AGAIN.toNanos() - (nanos.getAsLong() - failedAt);
        if (failed && waitingNanos > 0) {
            return Uni.createFrom()
                    .item(new Unknown(Duration.ofNanos(waitingNanos).toSeconds() + 1));
        }
        attempt = checking.get().onItem().invoke(this::ended).memoize().indefinitely();
        return attempt;
    }

    private synchronized void ended(Finding finding) {
        attempt = null;
        made = !(finding instanceof Unknown);
        failed = !made;
        failedAt = nanos.getAsLong();
    }
}
