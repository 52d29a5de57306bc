package dev.bellhop.storage;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import dev.bellhop.event.EventData;
import dev.bellhop.event.Ids;
import dev.bellhop.event.Timestamps;
import dev.bellhop.log.EventStore;
import dev.bellhop.log.LogHead;
import dev.bellhop.storage.Database.Transaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The logs in SQL: a row a log and a row an event; appends are committed in groups. */
public final class SqlEventStore implements EventStore {

    private static final int LOG_ID_LENGTH = 5;
    private static final int ROW_WEIGHT = 300;

    private static final String HEAD_COLUMNS = "source, log_id, oldest, newest, recorded, no";
    private static final String INSERT_LOG = "INSERT INTO log (source, log_id, oldest, newest, recorded)"
            + " VALUES (?, ?, 1, 0, ?) ON CONFLICT (source) DO NOTHING";
    private static final String SELECT_LOG = "SELECT " + HEAD_COLUMNS + " FROM log WHERE source = ?";
    private static final String INSERT_EVENT = "INSERT INTO event (log, position, recorded, origin, id, type, subject,"
            + " time, content_type, extensions, data, base64, content_path)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String ADVANCE_LOG = "UPDATE log SET newest = ?, recorded = ? WHERE no = ?";
    private static final String SELECT_EVENTS = "SELECT e.position, e.recorded, e.origin, e.id, e.type, e.subject,"
            + " e.time, e.content_type, e.extensions, e.data, e.base64, e.content_path"
            + " FROM event e WHERE e.log = (SELECT no FROM log WHERE source = ?) AND e.position >= ?"
            + " ORDER BY e.position LIMIT ?";
    private static final String SELECT_POSITION_AT = "SELECT COALESCE((SELECT position FROM event e"
            + " WHERE e.log = l.no AND e.recorded <= ? ORDER BY e.recorded DESC LIMIT 1), l.oldest - 1)"
            + " FROM log l WHERE l.source = ?";
    private static final String DELETE_EVENTS = "DELETE FROM event WHERE log = ? AND position < ?";
    private static final String MOVE_OLDEST = "UPDATE log SET oldest = ? WHERE no = ?";

    private final Database database;
    private final InstantSource clock;
    private final Ids ids;
    private final GroupCommit<Append, Appending> appends;

    public SqlEventStore(Database database, InstantSource clock, Ids ids) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
        this.appends = new GroupCommit<>(this::commit, Append::weight);
    }

    @Override
    public Uni<LogHead> open(String source) {
        String logId = ids.next().substring(0, LOG_ID_LENGTH);
        long now = Timestamps.toMicros(clock.instant());
        return database.inTransaction(transaction -> transaction
                .update(INSERT_LOG, source, logId, now)
                .flatMap(inserted -> transaction.query(SELECT_LOG, source))
                .map(rows -> head(rows.getFirst())));
    }

    @Override
    public Uni<List<LogHead>> heads(Collection<String> sources) {
        return database.query(
                        "SELECT " + HEAD_COLUMNS + " FROM log WHERE source IN "
                                + database.dialect().stringsOf("?"),
                        Database.strings(sources))
                .map(rows -> rows.stream().map(SqlEventStore::head).toList());
    }

    @Override
    public Uni<Appending> append(String source, List<CloudEvent> events) {
        return appends.submit(new Append(source, events));
    }

    @Override
    public Uni<List<Event>> read(String source, long from, int limit) {
        return database.query(SELECT_EVENTS, source, from, limit)
                .map(rows -> rows.stream().map(row -> event(source, row)).toList());
    }

    @Override
    public Uni<Long> positionAt(String source, Instant time) {
        return database.query(SELECT_POSITION_AT, Timestamps.toMicros(time), source)
                .map(rows -> rows.getFirst().getLong(0));
    }

    @Override
    public Uni<LogHead> expire(String source, long upTo, int limit) {
        return database.inTransaction(transaction -> lock(transaction, source).flatMap(log -> {
            LogHead head = log.head();
            long oldest = Math.min(Math.min(upTo, head.newest()) + 1, head.oldest() + limit);
            if (oldest <= head.oldest()) {
                return Uni.createFrom().item(head);
            }
            return transaction
                    .update(DELETE_EVENTS, log.no(), oldest)
                    .flatMap(deleted -> transaction.update(MOVE_OLDEST, oldest, log.no()))
                    .replaceWith(new LogHead(source, head.logId(), oldest, head.newest(), head.recorded()));
        }));
    }

    /** Takes the sources in the order of their names, so that two replicas never wait for each other in a circle. */
    private Uni<List<Appending>> commit(List<Append> batch) {
        Map<String, List<Append>> bySource = new TreeMap<>();
        for (Append append : batch) {
            bySource.computeIfAbsent(append.source(), any -> new ArrayList<>())
                    .add(append);
        }
        Map<Append, Appending> answers = new IdentityHashMap<>();
        return database.inTransaction(transaction -> Multi.createFrom()
                        .iterable(bySource.entrySet())
                        .onItem()
                        .transformToUniAndConcatenate(
                                entry -> append(transaction, entry.getKey(), entry.getValue(), answers))
                        .collect()
                        .last())
                .map(done -> batch.stream().map(answers::get).toList());
    }

    /** Both reads are sent at once, and so are both writes: every wait for an answer makes all publishers wait. */
    private Uni<Void> append(
            Transaction transaction, String source, List<Append> appends, Map<Append, Appending> answers) {
        return Uni.combine()
                .all()
                .unis(lock(transaction, source), known(transaction, source, appends))
                .asTuple()
                .flatMap(read -> {
                    Log log = read.getItem1();
                    AppendPlan plan = AppendPlan.of(
                            log.head(),
                            read.getItem2(),
                            clock.instant(),
                            appends.stream().map(Append::events).toList());
                    for (int i = 0; i < appends.size(); i++) {
                        answers.put(appends.get(i), plan.answers().get(i));
                    }
                    return write(transaction, log, plan);
                });
    }

    private static Uni<Void> write(Transaction transaction, Log log, AppendPlan plan) {
        if (plan.added().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Event newest = plan.added().getLast();
        List<Tuple> rows =
                plan.added().stream().map(event -> row(log.no(), event)).toList();
        return Uni.combine()
                .all()
                .unis(
                        transaction.update(
                                ADVANCE_LOG, newest.position(), Timestamps.toMicros(newest.recorded()), log.no()),
                        transaction.batch(INSERT_EVENT, rows))
                .discardItems();
    }

    private Uni<Set<CloudEvent.Identity>> known(Transaction transaction, String source, List<Append> appends) {
        Set<String> candidates = new HashSet<>();
        appends.forEach(append -> append.events().forEach(what -> candidates.add(what.id())));
        return transaction
                .query(
                        "SELECT origin, id FROM event WHERE log = (SELECT no FROM log WHERE source = ?) AND id IN "
                                + database.dialect().stringsOf("?"),
                        source,
                        Database.strings(candidates))
                .map(rows -> {
                    Set<CloudEvent.Identity> known = new HashSet<>();
                    rows.forEach(row -> known.add(new CloudEvent.Identity(row.getString(0), row.getString(1))));
                    return known;
                });
    }

    private Uni<Log> lock(Transaction transaction, String source) {
        return transaction
                .query(SELECT_LOG + database.dialect().forUpdate(), source)
                .map(rows -> new Log(rows.getFirst().getLong(5), head(rows.getFirst())));
    }

    private static LogHead head(Row row) {
        return new LogHead(
                row.getString(0),
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                Timestamps.fromMicros(row.getLong(4)));
    }

    private static Tuple row(long log, Event event) {
        CloudEvent what = event.what();
        EventData data = what.data();
        return Database.tuple(
                log,
                event.position(),
                Timestamps.toMicros(event.recorded()),
                what.origin(),
                what.id(),
                what.type(),
                what.subject(),
                what.time() == null ? null : Timestamps.toMicros(what.time()),
                what.dataContentType(),
                Extensions.write(what.extensions()),
                data == null ? null : data.text(),
                data != null && data.base64() ? 1 : 0,
                what.contentPath());
    }

    private static Event event(String source, Row row) {
        String data = row.getString(9);
        Long time = row.getLong(6);
        CloudEvent what = new CloudEvent(
                row.getString(3),
                row.getString(2),
                row.getString(4),
                row.getString(5),
                time == null ? null : Timestamps.fromMicros(time),
                row.getString(7),
                Extensions.read(row.getString(8)),
                data == null ? null : new EventData(data, row.getInteger(10) == 1),
                row.getString(11));
        return new Event(source, row.getLong(0), Timestamps.fromMicros(row.getLong(1)), what);
    }

    /** A log that the transaction has locked. */
    private record Log(long no, LogHead head) {}

    /** One request to append; the same request is the same object. */
    private record Append(String source, List<CloudEvent> events) {
        long weight() {
            long weight = 0;
            for (CloudEvent what : events) {
                weight += ROW_WEIGHT + (what.data() == null ? 0 : what.data().text().length());
            }
            return weight;
        }
    }
}
