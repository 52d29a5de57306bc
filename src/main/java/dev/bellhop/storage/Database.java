package dev.bellhop.storage;

import dev.bellhop.log.StorageUnavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An open database: where to write, where to read, and in which dialect.
 *
 * <p>Statements are written with {@code ?}. With SQLite all writes go through one connection, so write transactions
 * queue there instead of failing as busy.
 */
public final class Database {

    private final Dialect dialect;
    private final Transactions writer;
    private final Queries reader;
    private final Map<String, String> translated = new ConcurrentHashMap<>();

    public Database(Dialect dialect, Transactions writer, Queries reader) {
        this.dialect = dialect;
        this.writer = writer;
        this.reader = reader;
    }

    /** In which dialect to write what is not the same everywhere. */
    public Dialect dialect() {
        return dialect;
    }

    /** Reads rows outside any transaction. */
    public Uni<List<Row>> query(String sql, @Nullable Object... values) {
        return unavailable(reader.run(translate(sql), tuple(values)).map(Database::list));
    }

    /** Does all the work or none; the work is done once, a failure is the caller's to repeat. */
    public <T> Uni<T> inTransaction(Function<Transaction, Uni<T>> work) {
        return unavailable(writer.run(connection -> work.apply(new Transaction(connection))));
    }

    /**
     * Tells the failures of a database, which pass, from a statement that it will never take and from mistakes in the
     * program, which do not.
     */
    private <T> Uni<T> unavailable(Uni<T> work) {
        return work.onFailure(failure -> !dialect.isRefusal(failure) && !isBug(failure))
                .transform(failure -> new StorageUnavailable("The database failed: " + failure.getMessage(), failure));
    }

    /** The clients report what happens to them by exceptions of their own or by checked ones. */
    private static boolean isBug(Throwable failure) {
        return failure instanceof Error
                || (failure instanceof RuntimeException && !(failure instanceof VertxException));
    }

    /** Closes it; what is under way is finished first. */
    public Uni<Void> close() {
        return writer.close().eventually(reader::close);
    }

    /** A JSON array for {@link Dialect#stringsOf}. */
    public static String strings(Collection<String> strings) {
        return new JsonArray(List.copyOf(strings)).encode();
    }

    /** The values of a statement, in the order of its {@code ?}. */
    public static Tuple tuple(@Nullable Object... values) {
        Tuple tuple = Tuple.tuple();
        for (Object value : values) {
            tuple.addValue(value);
        }
        return tuple;
    }

    private String translate(String sql) {
        return translated.computeIfAbsent(sql, dialect::placeholders);
    }

    private static List<Row> list(RowSet<Row> rows) {
        List<Row> list = new ArrayList<>(rows.size());
        rows.forEach(list::add);
        return list;
    }

    /** Runs pieces of work, each in a transaction of its own: committed if it succeeds, rolled back if it fails. */
    public interface Transactions {

        <T> Uni<T> run(Function<SqlConnection, Uni<T>> work);

        /** Ends; what is under way is finished first. */
        Uni<Void> close();
    }

    /** Runs single statements that only read. */
    public interface Queries {

        Uni<RowSet<Row>> run(String sql, Tuple values);

        Uni<Void> close();
    }

    /** The statements of one transaction; they must be sent one after the other. */
    public final class Transaction {

        private final SqlConnection connection;

        private Transaction(SqlConnection connection) {
            this.connection = connection;
        }

        /** Returns the rows. */
        public Uni<List<Row>> query(String sql, @Nullable Object... values) {
            return connection
                    .preparedQuery(translate(sql))
                    .execute(tuple(values))
                    .map(Database::list);
        }

        /** Returns how many rows it changed. */
        public Uni<Integer> update(String sql, @Nullable Object... values) {
            return connection
                    .preparedQuery(translate(sql))
                    .execute(tuple(values))
                    .map(RowSet::rowCount);
        }

        /** Runs the statement once for every tuple. */
        public Uni<Void> batch(String sql, List<Tuple> tuples) {
            return tuples.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : connection
                            .preparedQuery(translate(sql))
                            .executeBatch(tuples)
                            .replaceWithVoid();
        }
    }
}
