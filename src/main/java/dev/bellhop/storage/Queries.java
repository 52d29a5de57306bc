package dev.bellhop.storage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** Runs single statements that only read. */
public interface Queries {

    Uni<RowSet<Row>> run(String sql, Tuple values);

    Uni<Void> close();
}
