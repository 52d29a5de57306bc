package dev.bellhop.storage.sqlite;

import dev.bellhop.storage.Database.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The one connection that writes: transactions queue here, one after the other, instead of meeting SQLite's lock. A
 * caller that goes away does not stop its transaction half-way.
 */
final class SqliteWriter implements Transactions {

    private final Pool pool;
    private final KeptConnection connection;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;

    SqliteWriter(Pool pool) {
        this.pool = pool;
        this.connection = new KeptConnection(pool);
    }

    @Override
    public <T> Uni<T> run(Function<SqlConnection, Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Uni<T> transaction = connection.get().flatMap(open -> transaction(open, work));
            enqueue(() -> transaction
                    .subscribe()
                    .with(
                            result -> {
                                next();
                                emitter.complete(result);
                            },
                            failure -> {
                                next();
                                emitter.fail(failure);
                            }));
        });
    }

    @Override
    public Uni<Void> close() {
        return this.<Void>run(open -> Uni.createFrom().voidItem())
                .onFailure()
                .recoverWithNull()
                .eventually(connection::close)
                .eventually(pool::close);
    }

    /**
     * The work is sent right behind the begin: the connection keeps the order, and runs nothing if it could not begin.
     *
     * <p>Plain statements, because the driver's own transactions begin the next one with every commit and so keep the
     * file locked for everybody else.
     */
    private <T> Uni<T> transaction(SqlConnection open, Function<SqlConnection, Uni<T>> work) {
        CompletableFuture<RowSet<Row>> begun =
                execute(open, WriterConnection.BEGIN).subscribeAsCompletionStage();
        return Uni.createFrom()
                .deferred(() -> work.apply(open))
                .call(result -> execute(open, WriterConnection.COMMIT))
                .onFailure()
                .call(failure -> rollback(open))
                // What failed first says why.
                .onFailure()
                .recoverWithUni(failure -> Uni.createFrom()
                        .completionStage(begun)
                        .flatMap(any -> Uni.createFrom().failure(failure)));
    }

    /** A connection that cannot even roll back is given up; the next transaction gets a new one. */
    private Uni<Void> rollback(SqlConnection open) {
        return execute(open, WriterConnection.ROLLBACK)
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(broken -> connection.close());
    }

    private static Uni<RowSet<Row>> execute(SqlConnection open, String statement) {
        return open.query(statement).execute();
    }

    private void enqueue(Runnable transaction) {
        synchronized (waiting) {
            if (busy) {
                waiting.add(transaction);
                return;
            }
            busy = true;
        }
        transaction.run();
    }

    private void next() {
        Runnable transaction;
        synchronized (waiting) {
            transaction = waiting.poll();
            busy = transaction != null;
        }
        if (transaction != null) {
            transaction.run();
        }
    }
}
