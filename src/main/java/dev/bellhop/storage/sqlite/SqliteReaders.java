package dev.bellhop.storage.sqlite;

import dev.bellhop.storage.Database.Queries;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A few connections that only read, taken in turn; each runs its statements one after the other. */
final class SqliteReaders implements Queries {

    private final Pool pool;
    private final List<KeptConnection> connections;
    private final AtomicInteger turn = new AtomicInteger();

    SqliteReaders(Pool pool, int count) {
        this.pool = pool;
        this.connections =
                Stream.generate(() -> new KeptConnection(pool)).limit(count).toList();
    }

    @Override
    public Uni<RowSet<Row>> run(String sql, Tuple values) {
        int next = Math.floorMod(turn.getAndIncrement(), connections.size());
        return connections
                .get(next)
                .get()
                .flatMap(connection -> connection.preparedQuery(sql).execute(values));
    }

    @Override
    public Uni<Void> close() {
        return Uni.join()
                .all(connections.stream().map(KeptConnection::close).toList())
                .andCollectFailures()
                .replaceWithVoid()
                .eventually(pool::close);
    }
}
