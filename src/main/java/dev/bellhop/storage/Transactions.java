package dev.bellhop.storage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.function.Function;

/** Runs pieces of work, each in a transaction of its own: committed if it succeeds, rolled back if it fails. */
public interface Transactions {

    <T> Uni<T> run(Function<SqlConnection, Uni<T>> work);

    /** Ends; what is under way is finished first. */
    Uni<Void> close();
}
