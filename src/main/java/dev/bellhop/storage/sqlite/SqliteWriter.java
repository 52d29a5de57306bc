package dev.bellhop.storage.sqlite;

import dev.bellhop.storage.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one connection that writes: transactions queue here, one after the other, instead of meeting SQLite's lock. The
 * connection is kept for good; getting it from a pool for every transaction would cost more than the transaction.
 */
final class SqliteWriter implements Transactions {

    private final Pool pool;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;
    private @Nullable SqlConnection connection;

    SqliteWriter(Pool pool) {
        this.pool = pool;
    }

    @Override
    public <T> Uni<T> run(Function<SqlConnection, Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Uni<T> transaction = connection().flatMap(open -> transaction(open, work));
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
        return this.<Void>run(open -> Uni.createFrom().voidItem()).eventually(pool::close);
    }

    /** The work is sent right behind the begin; the connection keeps the order, and nothing waits in between. */
    private <T> Uni<T> transaction(SqlConnection open, Function<SqlConnection, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            CompletableFuture<Transaction> begun = open.begin().subscribeAsCompletionStage();
            return work.apply(open)
                    .call(result -> Uni.createFrom().completionStage(begun).flatMap(Transaction::commit))
                    .onFailure()
                    .call(failure -> Uni.createFrom().completionStage(begun).flatMap(this::rollback));
        });
    }

    /** A connection that cannot even roll back is given up; the next transaction gets a new one. */
    private Uni<Void> rollback(Transaction begun) {
        return begun.rollback().onFailure().recoverWithUni(broken -> {
            SqlConnection given = connection;
            connection = null;
            return given == null
                    ? Uni.createFrom().voidItem()
                    : given.close().onFailure().recoverWithNull();
        });
    }

    private Uni<SqlConnection> connection() {
        return Uni.createFrom()
                .deferred(() -> connection == null
                        ? pool.getConnection().invoke(opened -> connection = opened)
                        : Uni.createFrom().item(connection));
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
