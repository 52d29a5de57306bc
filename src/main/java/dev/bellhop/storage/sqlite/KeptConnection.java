package dev.bellhop.storage.sqlite;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A connection that is opened at its first use and kept; getting one for every use would cost more than the use. */
final class KeptConnection {

    private final Pool pool;
    private final AtomicReference<@Nullable Uni<SqlConnection>> kept = new AtomicReference<>();

    KeptConnection(Pool pool) {
        this.pool = pool;
    }

    /** The connection; statements sent to it run one after the other. */
    Uni<SqlConnection> get() {
        return Uni.createFrom().deferred(() -> {
            Uni<SqlConnection> open = kept.get();
            if (open != null) {
                return open;
            }
            // A failure is not kept: the next use tries again.
            Uni<SqlConnection> opening = pool.getConnection()
                    .onFailure()
                    .invoke(failure -> kept.set(null))
                    .memoize()
                    .indefinitely();
            return kept.compareAndSet(null, opening) ? opening : get();
        });
    }

    /** Closes it, after what was sent to it; the next use opens a new one. */
    Uni<Void> close() {
        return Uni.createFrom().deferred(() -> {
            Uni<SqlConnection> open = kept.getAndSet(null);
            return open == null
                    ? Uni.createFrom().voidItem()
                    : open.flatMap(SqlConnection::close).onFailure().recoverWithNull();
        });
    }
}
