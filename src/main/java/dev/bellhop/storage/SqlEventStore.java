package dev.bellhop.storage;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import dev.bellhop.event.Ids;
import dev.bellhop.event.Timestamps;
import dev.bellhop.log.EventStore;
import dev.bellhop.log.LogHead;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/** The logs in SQL: a row a log and a row an event. */
public final class SqlEventStore implements EventStore {

    private static final int LOG_ID_LENGTH = 5;

    private static final String INSERT_LOG = "INSERT INTO log (source, log_id, oldest, newest, recorded)"
            + " VALUES (?, ?, 1, 0, ?) ON CONFLICT (source) DO NOTHING";
    private static final String PAGE = LogRows.SELECT_EVENT
            + " WHERE e.log = (SELECT no FROM log WHERE source = ?) AND e.position >= ? ORDER BY e.position LIMIT ?";
    private static final String POSITION_AT = "SELECT COALESCE((SELECT position FROM event e"
            + " WHERE e.log = l.no AND e.recorded <= ? ORDER BY e.recorded DESC LIMIT 1), l.oldest - 1)"
            + " FROM log l WHERE l.source = ?";
    private static final String DELETE_EVENTS = "DELETE FROM event WHERE log = ? AND position < ?";
    private static final String MOVE_OLDEST = "UPDATE log SET oldest = ? WHERE no = ?";

    private final Database database;
    private final InstantSource clock;
    private final Ids ids;
    private final SqlAppender appender;

    public SqlEventStore(Database database, InstantSource clock, Ids ids) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
        this.appender = new SqlAppender(database, clock);
    }

    @Override
    public Uni<LogHead> open(String source) {
        String logId = ids.brief(LOG_ID_LENGTH);
        long now = Timestamps.toMicros(clock.instant());
        return database.inTransaction(transaction -> transaction
                .update(INSERT_LOG, source, logId, now)
                .flatMap(inserted -> transaction.query(LogRows.SELECT_LOG + "= ?", source))
                .map(rows -> LogRows.log(rows.getFirst()).head()));
    }

    @Override
    public Uni<List<LogHead>> heads(Collection<String> sources) {
        return database.query(LogRows.SELECT_LOG + "IN " + database.dialect().stringsOf("?"), Database.strings(sources))
                .map(rows -> rows.stream().map(row -> LogRows.log(row).head()).toList());
    }

    @Override
    public Uni<Appending> append(String source, List<CloudEvent> events) {
        return appender.append(source, events);
    }

    @Override
    public Uni<List<Event>> read(String source, long from, int limit) {
        return database.query(PAGE, source, from, limit)
                .map(rows ->
                        rows.stream().map(row -> LogRows.event(source, row)).toList());
    }

    @Override
    public Uni<Long> positionAt(String source, Instant time) {
        return database.query(POSITION_AT, Timestamps.toMicros(time), source)
                .map(rows -> rows.getFirst().getLong(0));
    }

    @Override
    public Uni<LogHead> expire(String source, long upTo, int limit) {
        return database.inTransaction(transaction -> LogRows.lock(transaction, database.dialect(), source)
                .flatMap(log -> {
                    LogHead head = log.head();
                    long oldest = Math.min(Math.min(upTo, head.newest()) + 1, head.oldest() + limit);
                    if (oldest <= head.oldest()) {
                        return Uni.createFrom().item(head);
                    }
                    return transaction
                            .update(DELETE_EVENTS, log.no(), oldest)
                            .flatMap(deleted -> transaction.update(MOVE_OLDEST, oldest, log.no()))
                            .replaceWith(LogRows.withOldest(head, oldest));
                }));
    }
}
