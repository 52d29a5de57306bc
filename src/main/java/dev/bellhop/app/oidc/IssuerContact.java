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
 * After a failure nobody tries for a while. So an issuer that is away costs one connection, and callers no wait.
 */
final class IssuerContact {

    static final Duration AGAIN = Duration.ofSeconds(5);

    private final LongSupplier nanos;

    private volatile boolean made;
    private volatile long failedAt;
    private @Nullable Uni<Finding> attempt;

    /**
     * Makes it.
     *
     * @param nanos monotonic, see {@link System#nanoTime}
     */
    IssuerContact(LongSupplier nanos) {
        this.nanos = nanos;
        this.failedAt = nanos.getAsLong() - AGAIN.toNanos();
    }

    /** Checks, now or after the attempt of another; a finding that is not unknown means that the issuer answered. */
    Uni<Finding> check(Supplier<Uni<Finding>> checking) {
        Supplier<Uni<Finding>> noting = () -> checking.get().map(this::noted);
        return made ? noting.get() : Uni.createFrom().deferred(() -> first(noting));
    }

    private synchronized Uni<Finding> first(Supplier<Uni<Finding>> checking) {
        if (made) {
            return checking.get();
        }
        if (attempt != null) {
            return attempt.flatMap(
                    finding -> finding instanceof Unknown ? Uni.createFrom().item(finding) : checking.get());
        }
        if (waitingNanos() > 0) {
            return Uni.createFrom().item(comeBack());
        }
        attempt = checking.get().onItem().invoke(this::ended).memoize().indefinitely();
        return attempt;
    }

    private synchronized void ended(Finding finding) {
        attempt = null;
        made = !(finding instanceof Unknown);
    }

    /** Nobody can tell that a key is not published while the keys cannot be had. */
    private Finding noted(Finding finding) {
        if (finding instanceof Unknown) {
            failedAt = nanos.getAsLong();
            return comeBack();
        }
        return finding.equals(TokenFailure.UNKNOWN_KEY) && waitingNanos() > 0 ? comeBack() : finding;
    }

    private Unknown comeBack() {
        return new Unknown(Math.max(1, Math.ceilDiv(waitingNanos(), 1_000_000_000L)));
    }

    private long waitingNanos() {
        return AGAIN.toNanos() - (nanos.getAsLong() - failedAt);
    }
}
