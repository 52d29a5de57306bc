package dev.bellhop.storage;

import dev.bellhop.delivery.DeadLetter;
import dev.bellhop.delivery.DeadLetterChoice;
import dev.bellhop.delivery.DeliveryStore;
import dev.bellhop.delivery.Retry;
import dev.bellhop.event.Timestamps;
import dev.bellhop.storage.Database.Transaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Unsettled deliveries in SQL; the progress of many subscriptions is committed together. */
public final class SqlDeliveryStore implements DeliveryStore {

    private static final int ROW_WEIGHT = 200;

    private static final String RETRIES = "SELECT position, attempts, since, due, reason FROM delivery"
            + " WHERE subscription = ? AND died IS NULL AND (attempts > 0"
            + " OR position > (SELECT position FROM subscription WHERE id = ?)"
            + " OR position IN (SELECT position FROM delivery WHERE subscription = ? AND died IS NULL AND attempts = 0"
            + " ORDER BY position LIMIT ?)) ORDER BY position";
    private static final String REDRIVEN = "SELECT position, attempts, since, due, reason, subscription FROM (SELECT"
            + " position, attempts, since, due, reason, subscription,"
            + " ROW_NUMBER() OVER (PARTITION BY subscription ORDER BY position) AS nth"
            + " FROM delivery WHERE died IS NULL AND attempts = 0) AS untried"
            + " WHERE nth <= ? ORDER BY subscription, position";
    private static final String FENCE = "SELECT name, epoch FROM lease WHERE name IN ";
    private static final String ACTIVE = "SELECT id FROM subscription WHERE ended IS NULL";
    private static final String MOVE = "UPDATE subscription SET position = ? WHERE id = ? AND position < ?";
    private static final String PUT = "INSERT INTO delivery (subscription, position, attempts, since, due, reason,"
            + " event_id, died) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (subscription, position) DO UPDATE"
            + " SET attempts = excluded.attempts, since = excluded.since, due = excluded.due,"
            + " reason = excluded.reason, event_id = excluded.event_id, died = excluded.died";
    private static final String SETTLE = "DELETE FROM delivery WHERE subscription = ? AND position = ?";
    private static final String DEAD = "SELECT d.subscription, s.source, d.position, d.event_id, d.attempts, d.since,"
            + " d.died, d.reason FROM delivery d JOIN subscription s ON s.id = d.subscription WHERE d.died IS NOT NULL";
    private static final String NEWEST_FIRST = " ORDER BY d.died DESC, d.subscription, d.position LIMIT ? OFFSET ?";
    private static final String REDRIVE = "UPDATE delivery SET died = NULL, attempts = 0, due = ?"
            + " WHERE died IS NOT NULL AND subscription IN (" + ACTIVE + ")";

    private static final String DISCARD = "DELETE FROM delivery WHERE died IS NOT NULL";

    private final Database database;
    private final GroupCommit<Progress, Boolean> saves;

    public SqlDeliveryStore(Database database) {
        this.database = database;
        this.saves = new GroupCommit<>(this::saveAll, SqlDeliveryStore::weight);
    }

    @Override
    public Uni<List<Retry>> retries(String subscription) {
        return database.query(RETRIES, subscription, subscription, subscription, REDRIVEN_MAX)
                .map(rows -> rows.stream().map(SqlDeliveryStore::retry).toList());
    }

    @Override
    public Uni<Map<String, List<Retry>>> redriven() {
        return database.query(REDRIVEN, REDRIVEN_MAX)
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> row.getString(5),
                                Collectors.mapping(SqlDeliveryStore::retry, Collectors.toList()))));
    }

    @Override
    public Uni<Boolean> save(Progress progress) {
        return saves.submit(progress);
    }

    @Override
    public Uni<List<DeadLetter>> deadLetters(DeadLetterChoice which, int skip, int limit) {
        List<Object> values = new ArrayList<>();
        String chosen = chosen(which, values);
        values.add(limit);
        values.add(skip);
        return database.query(DEAD + chosen + NEWEST_FIRST, values.toArray())
                .map(found -> found.stream().map(SqlDeliveryStore::deadLetter).toList());
    }

    @Override
    public Uni<Integer> redrive(DeadLetterChoice which, Instant now) {
        List<Object> values = new ArrayList<>();
        values.add(Timestamps.toMicros(now));
        String sql = REDRIVE + chosen(which, values);
        // Locked, so that none ends and leaves behind what was just driven again.
        return database.inTransaction(transaction -> transaction
                .query(ACTIVE + " ORDER BY id" + database.dialect().forUpdate())
                .flatMap(active -> transaction.update(sql, values.toArray())));
    }

    @Override
    public Uni<Integer> discard(DeadLetterChoice which) {
        List<Object> values = new ArrayList<>();
        String sql = DISCARD + chosen(which, values);
        return database.inTransaction(transaction -> transaction.update(sql, values.toArray()));
    }

    /** More conditions for a {@code WHERE}; what they compare with is added to the values. */
    private String chosen(DeadLetterChoice which, List<Object> values) {
        StringBuilder sql = new StringBuilder();
        if (which.subscription() != null) {
            sql.append(" AND subscription = ?");
            values.add(which.subscription());
        }
        if (which.source() != null) {
            sql.append(" AND subscription IN (SELECT id FROM subscription WHERE source = ?)");
            values.add(which.source());
        }
        if (!which.eventIds().isEmpty()) {
            sql.append(" AND event_id IN ").append(database.dialect().stringsOf("?"));
            values.add(Database.strings(which.eventIds()));
        }
        if (which.before() != null) {
            sql.append(" AND died < ?");
            values.add(Timestamps.toMicros(which.before()));
        }
        return sql.toString();
    }

    @Override
    public Uni<Integer> expireDeadLetters(Instant before) {
        return database.inTransaction(
                transaction -> transaction.update("DELETE FROM delivery WHERE died < ?", Timestamps.toMicros(before)));
    }

    private Uni<List<Boolean>> saveAll(List<Progress> batch) {
        return database.inTransaction(transaction -> Uni.combine()
                .all()
                .unis(fenced(transaction, batch), active(transaction, batch))
                .asTuple()
                .flatMap(read -> {
                    List<Boolean> fresh = batch.stream()
                            .map(progress -> read.getItem1().contains(fence(progress)))
                            .toList();
                    List<Progress> valid = IntStream.range(0, batch.size())
                            .filter(fresh::get)
                            .mapToObj(batch::get)
                            .toList();
                    return write(transaction, valid, read.getItem2()).replaceWith(fresh);
                }));
    }

    /** Which of the leases are still the newest of their name; locked, so that none changes hands meanwhile. */
    private Uni<Set<String>> fenced(Transaction transaction, List<Progress> batch) {
        Set<String> names = new HashSet<>();
        batch.forEach(progress -> names.add(progress.lease().name()));
        return transaction
                .query(
                        FENCE + database.dialect().stringsOf("?") + " ORDER BY name"
                                + database.dialect().forUpdate(),
                        Database.strings(names))
                .map(rows -> {
                    Set<String> fresh = new HashSet<>();
                    rows.forEach(row -> fresh.add(row.getString(0) + ' ' + row.getLong(1)));
                    return fresh;
                });
    }

    /** Which of the subscriptions have not ended; locked, so that none ends before what waits for it is stored. */
    private Uni<Set<String>> active(Transaction transaction, List<Progress> batch) {
        Set<String> ids = new HashSet<>();
        batch.forEach(progress -> ids.add(progress.subscription()));
        return transaction
                .query(
                        ACTIVE + " AND id IN " + database.dialect().stringsOf("?") + " ORDER BY id"
                                + database.dialect().forUpdate(),
                        Database.strings(ids))
                .map(rows -> rows.stream().map(row -> row.getString(0)).collect(Collectors.toSet()));
    }

    private static String fence(Progress progress) {
        return progress.lease().name() + ' ' + progress.lease().epoch();
    }

    private Uni<Void> write(Transaction transaction, List<Progress> valid, Set<String> active) {
        List<Tuple> moves = new ArrayList<>();
        List<Tuple> puts = new ArrayList<>();
        List<Tuple> settled = new ArrayList<>();
        for (Progress progress : valid) {
            String id = progress.subscription();
            moves.add(Database.tuple(progress.position(), id, progress.position()));
            if (active.contains(id)) {
                progress.deferred().forEach(retry -> puts.add(put(id, retry)));
            }
            progress.dead().forEach(letter -> puts.add(put(id, letter)));
            progress.settled().forEach(position -> settled.add(Database.tuple(id, position)));
        }
        return Multi.createFrom()
                .items(transaction.batch(MOVE, moves), transaction.batch(SETTLE, settled), transaction.batch(PUT, puts))
                .onItem()
                .transformToUniAndConcatenate(statement -> statement)
                .collect()
                .last();
    }

    private static Tuple put(String subscription, Retry retry) {
        return Database.tuple(
                subscription,
                retry.position(),
                retry.attempts(),
                Timestamps.toMicros(retry.since()),
                Timestamps.toMicros(retry.dueAt()),
                retry.reason(),
                null,
                null);
    }

    private static Tuple put(String subscription, DeadLetter letter) {
        long at = Timestamps.toMicros(letter.at());
        return Database.tuple(
                subscription,
                letter.position(),
                letter.attempts(),
                Timestamps.toMicros(letter.since()),
                at,
                letter.reason(),
                letter.eventId(),
                at);
    }

    private static Retry retry(Row row) {
        return new Retry(
                row.getLong(0),
                row.getInteger(1),
                Timestamps.fromMicros(row.getLong(2)),
                Timestamps.fromMicros(row.getLong(3)),
                row.getString(4));
    }

    private static DeadLetter deadLetter(Row row) {
        return new DeadLetter(
                row.getString(0),
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getInteger(4),
                Timestamps.fromMicros(row.getLong(5)),
                Timestamps.fromMicros(row.getLong(6)),
                row.getString(7));
    }

    private static long weight(Progress progress) {
        return (long) ROW_WEIGHT
                * (1
                        + progress.deferred().size()
                        + progress.settled().size()
                        + progress.dead().size());
    }
}
