package dev.bellhop.storage;

import dev.bellhop.access.SecretText;
import dev.bellhop.access.Vault;
import dev.bellhop.event.Timestamps;
import dev.bellhop.source.disposal.Readers;
import dev.bellhop.storage.Database.Transaction;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionLimits;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionStore;
import dev.bellhop.subscription.Subscriptions;
import dev.bellhop.subscription.Workflow;
import dev.bellhop.subscription.sealing.SealedStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Subscriptions in SQL; callback and secret are sealed before they get here. */
public final class SqlSubscriptionStore implements SubscriptionStore, SealedStore, Readers {

    /** Bytes of an update, roughly. */
    private static final long ROW_WEIGHT = 2_000;

    private static final String SELECT = SubscriptionRows.SELECT;
    private static final String COUNT_OF_SOURCE =
            "SELECT COUNT(*) FROM subscription WHERE source = ? AND ended IS NULL";
    private static final String COUNT_OF_OWNER = "SELECT COUNT(*) FROM subscription WHERE owner = ? AND ended IS NULL";
    private static final String LOCK_OWNER =
            "INSERT INTO owner (name) VALUES (?) ON CONFLICT (name) DO UPDATE SET name = excluded.name";
    private static final String OPEN_BY_ID = SELECT + " WHERE ended IS NULL AND id = ?";
    /** Free for everybody: whoever delivers now must not store any more that the subscription is further. */
    private static final String TAKE_LEASE = "UPDATE lease SET epoch = epoch + 1, expires = 0 WHERE name = ?";

    private static final String END = "UPDATE subscription SET ended = ?, end_reason = ? WHERE ended IS NULL AND id IN"
            + " (SELECT id FROM subscription WHERE ended IS NULL AND ";
    private static final String FORGET_WAITING = "DELETE FROM delivery WHERE died IS NULL AND subscription = ?";
    private static final String NEEDED_FROM = "SELECT MIN(needed) FROM ("
            + "SELECT position + 1 AS needed FROM subscription WHERE source = ? AND ended IS NULL UNION ALL"
            + " SELECT d.position FROM delivery d JOIN subscription s ON s.id = d.subscription"
            + " WHERE s.source = ? AND s.ended IS NULL AND d.died IS NULL) AS needs";

    /** A dead letter may be driven again, so it is not settled. */
    private static final String SETTLED_UP_TO = "SELECT MIN(settled) FROM ("
            + "SELECT position AS settled FROM subscription WHERE source = ? AND ended IS NULL UNION ALL"
            + " SELECT d.position - 1 FROM delivery d JOIN subscription s ON s.id = d.subscription"
            + " WHERE s.source = ? AND s.ended IS NULL) AS places";

    private final Database database;
    private final SubscriptionRows rows;
    /** Finds those with the callback or the workflow of one. */
    private final String sameCallbackOrWorkflow;

    private final GroupCommit<Update, Optional<Updated>> updates;

    public SqlSubscriptionStore(Database database, Vault vault) {
        this.database = database;
        this.rows = new SubscriptionRows(vault);
        this.sameCallbackOrWorkflow = SELECT + " WHERE source = ? AND ended IS NULL AND (" + rows.fingerprintIs()
                + " OR (workflow = ? AND workflow_operation = ?)) ORDER BY id";
        this.updates = new GroupCommit<>(this::updateAll, update -> ROW_WEIGHT);
    }

    @Override
    public Uni<Map<String, Long>> countByKey() {
        return database.query(SubscriptionRows.COUNT_BY_KEY)
                .map(counts ->
                        counts.stream().collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1))));
    }

    @Override
    public Uni<List<Sealed>> sealedBy(Collection<String> keyIds, String afterId, int limit) {
        List<Object> values = new ArrayList<>(List.of(afterId));
        keyIds.forEach(id -> values.add(Vault.mark(id) + '%'));
        values.add(limit);
        String marks = String.join(" OR ", Collections.nCopies(keyIds.size(), "callback LIKE ?"));
        return database.query(
                        "SELECT id, source, callback, secret, options FROM subscription WHERE id > ? AND (" + marks
                                + ") ORDER BY id LIMIT ?",
                        values.toArray())
                .map(read -> read.stream().map(SubscriptionRows::asSealed).toList());
    }

    /** In the order of ids, as everywhere. */
    @Override
    public Uni<Outcome> sealAnew(List<Sealed> read) {
        List<@Nullable Object[]> anew = read.stream()
                .sorted(Comparator.comparing(Sealed::id))
                .flatMap(row -> rows.sealedAnew(row).stream())
                .toList();
        return database.inTransaction(transaction -> {
            Uni<Integer> changed = Uni.createFrom().item(0);
            for (@Nullable Object[] values : anew) {
                changed = changed.flatMap(before ->
                        transaction.update(SubscriptionRows.SEAL_ANEW, values).map(rows -> before + rows));
            }
            return changed.map(count -> new Outcome(count, read.size() - anew.size()));
        });
    }

    @Override
    public Uni<Subscribed> subscribe(Subscription wanted, SubscriptionLimits limits) {
        return database.inTransaction(transaction -> lockSource(transaction, wanted.source())
                .flatMap(locked -> same(transaction, wanted))
                .flatMap(same -> same.isEmpty()
                        ? counted(transaction, wanted, limits)
                                .flatMap(admitted -> insert(transaction, wanted))
                                .map(kept -> new Subscribed(kept, null, List.of()))
                        : renew(transaction, same, wanted)));
    }

    @Override
    public Uni<Boolean> isRenewal(Subscription wanted) {
        return database.query(sameCallbackOrWorkflow, identity(wanted)).map(same -> !same.isEmpty());
    }

    @Override
    public Uni<Optional<Subscription>> find(String id) {
        return database.query(SELECT + " WHERE id = ?", id)
                .map(rows::read)
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Uni<List<Subscription>> list(@Nullable String source, String afterId, int limit) {
        return source == null
                ? database.query(SELECT + " WHERE id > ? ORDER BY id LIMIT ?", afterId, limit)
                        .map(rows::read)
                : database.query(SELECT + " WHERE id > ? AND source = ? ORDER BY id LIMIT ?", afterId, source, limit)
                        .map(rows::read);
    }

    @Override
    public Uni<List<Subscription>> open(String afterId, int limit) {
        return database.query(SELECT + " WHERE ended IS NULL AND id > ? ORDER BY id LIMIT ?", afterId, limit)
                .map(rows::read);
    }

    @Override
    public Uni<Integer> countOpen(String source) {
        return database.query(COUNT_OF_SOURCE, source).map(SqlSubscriptionStore::count);
    }

    @Override
    public Uni<Integer> countOwned(String owner) {
        return database.query(COUNT_OF_OWNER, owner).map(SqlSubscriptionStore::count);
    }

    /** With the source locked already: the owner may be subscribing to others meanwhile. Always in this order. */
    private static Uni<Boolean> counted(Transaction transaction, Subscription wanted, SubscriptionLimits limits) {
        Uni<Integer> owned = limits.countOwner(wanted)
                ? transaction
                        .update(LOCK_OWNER, wanted.owner())
                        .flatMap(locked -> transaction.query(COUNT_OF_OWNER, wanted.owner()))
                        .map(SqlSubscriptionStore::count)
                : Uni.createFrom().item(0);
        return owned.flatMap(ofOwner -> transaction
                .query(COUNT_OF_SOURCE, wanted.source())
                .map(SqlSubscriptionStore::count)
                .flatMap(ofSource -> limits.refusal(wanted, ofSource, ofOwner)
                        .map(refusal -> Uni.createFrom().<Boolean>failure(refusal))
                        .orElseGet(() -> Uni.createFrom().item(true))));
    }

    private static int count(List<Row> rows) {
        return rows.getFirst().getLong(0).intValue();
    }

    @Override
    public Uni<List<String>> end(Selector selector, EndReason reason, Instant at) {
        return database.inTransaction(transaction -> switch (selector) {
            case Selector.ById(String id) -> end(transaction, reason, at, "id = ?", id);
            case Selector.ByCallback(String source, String url) ->
                end(
                        transaction,
                        reason,
                        at,
                        "source = ? AND " + rows.fingerprintIs(),
                        Stream.concat(Stream.of(source), rows.fingerprints(new SecretText(url)).stream())
                                .toArray());
            case Selector.ByWorkflow(String source, Workflow workflow) ->
                end(
                        transaction,
                        reason,
                        at,
                        "source = ? AND workflow = ? AND workflow_operation = ?",
                        source,
                        workflow.id(),
                        workflow.operation());
            case Selector.ExpiredBy(Instant time) ->
                end(transaction, reason, at, "expires <= ?", Timestamps.toMicros(time));
        });
    }

    @Override
    public Uni<Optional<Updated>> update(String id, UnaryOperator<Subscription> change) {
        return updates.submit(new Update(id, change));
    }

    @Override
    public Uni<Optional<Subscription>> replay(String id, long position) {
        return database.inTransaction(transaction -> transaction
                // The lease first: whoever saves progress locks in this order, too.
                .update(TAKE_LEASE, Subscriptions.leaseName(id))
                .flatMap(taken ->
                        transaction.query(OPEN_BY_ID + database.dialect().forUpdate(), id))
                .map(rows::read)
                .flatMap(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : replay(transaction, found.getFirst().at(position)).map(Optional::of)));
    }

    private static Uni<Subscription> replay(Transaction transaction, Subscription moved) {
        return transaction
                .update("DELETE FROM delivery WHERE subscription = ? AND position > ?", moved.id(), moved.position())
                .flatMap(forgotten -> transaction.update(
                        "UPDATE subscription SET position = ? WHERE id = ?", moved.position(), moved.id()))
                .replaceWith(moved);
    }

    private Uni<List<Optional<Updated>>> updateAll(List<Update> batch) {
        Set<String> ids = batch.stream().map(Update::id).collect(Collectors.toSet());
        return database.inTransaction(transaction -> transaction
                .query(
                        SELECT + " WHERE ended IS NULL AND id IN "
                                + database.dialect().stringsOf("?") + " ORDER BY id"
                                + database.dialect().forUpdate(),
                        Database.strings(ids))
                .map(rows::read)
                .flatMap(found -> {
                    Map<String, Subscription> now = new HashMap<>();
                    found.forEach(subscription -> now.put(subscription.id(), subscription));
                    List<Optional<Updated>> outcomes =
                            batch.stream().map(update -> update.apply(now)).toList();
                    return transaction
                            .batch(
                                    SubscriptionRows.UPDATE,
                                    found.stream()
                                            .map(before -> Objects.requireNonNull(now.get(before.id())))
                                            .map(after -> Database.tuple(rows.updated(after)))
                                            .toList())
                            .replaceWith(outcomes);
                }));
    }

    /** One wanted change; several of one group follow each other. */
    private record Update(String id, UnaryOperator<Subscription> change) {

        Optional<Updated> apply(Map<String, Subscription> now) {
            Subscription before = now.get(id);
            if (before == null) {
                return Optional.empty();
            }
            Subscription after = change.apply(before);
            now.put(id, after);
            return Optional.of(new Updated(before, after));
        }
    }

    @Override
    public Uni<OptionalLong> neededFrom(String source) {
        return first(NEEDED_FROM, source);
    }

    @Override
    public Uni<OptionalLong> settledUpTo(String source) {
        return first(SETTLED_UP_TO, source);
    }

    private Uni<OptionalLong> first(String sql, String source) {
        return database.query(sql, source, source).map(rows -> {
            Long position = rows.getFirst().getLong(0);
            return position == null ? OptionalLong.empty() : OptionalLong.of(position);
        });
    }

    /** Two subscribe calls for one workflow at the same instant must not both find nothing. */
    private Uni<Integer> lockSource(Transaction transaction, String source) {
        return transaction
                .query(
                        "SELECT no FROM log WHERE source = ?"
                                + database.dialect().forUpdate(),
                        source)
                .map(List::size);
    }

    /** The one with the same callback first: it is the one that goes on. Locked in the order of ids, as everywhere. */
    private Uni<List<Subscription>> same(Transaction transaction, Subscription wanted) {
        return transaction
                .query(sameCallbackOrWorkflow + database.dialect().forUpdate(), identity(wanted))
                .map(rows::read)
                .map(same -> same.stream()
                        .sorted(Comparator.comparing(other -> !other.callback().equals(wanted.callback())))
                        .toList());
    }

    private @Nullable Object[] identity(Subscription wanted) {
        Workflow workflow = wanted.workflow();
        List<@Nullable Object> values = new ArrayList<>();
        values.add(wanted.source());
        values.addAll(rows.fingerprints(wanted.callback().whole()));
        values.add(workflow == null ? null : workflow.id());
        values.add(workflow == null ? null : workflow.operation());
        return values.toArray();
    }

    /** Returns it as it will be found. */
    private Uni<Subscription> insert(Transaction transaction, Subscription wanted) {
        return transaction
                .update(SubscriptionRows.INSERT, rows.added(wanted))
                .flatMap(inserted -> transaction.query(SELECT + " WHERE id = ?", wanted.id()))
                .map(rows::read)
                .map(List::getFirst);
    }

    private Uni<Subscribed> renew(Transaction transaction, List<Subscription> same, Subscription wanted) {
        Subscription renewed = same.getFirst().renewed(wanted);
        return endAll(transaction, same.subList(1, same.size()), wanted.created())
                .flatMap(replaced -> transaction
                        .update(SubscriptionRows.UPDATE, rows.updated(renewed))
                        .replaceWith(new Subscribed(renewed, same.getFirst(), replaced)));
    }

    private Uni<List<String>> endAll(Transaction transaction, List<Subscription> others, Instant at) {
        Uni<List<String>> ended = Uni.createFrom().item(List.of());
        for (Subscription other : others) {
            ended = ended.flatMap(before -> end(transaction, EndReason.REPLACED, at, "id = ?", other.id())
                    .map(ids -> {
                        List<String> all = new ArrayList<>(before);
                        all.addAll(ids);
                        return all;
                    }));
        }
        return ended;
    }

    private Uni<List<String>> end(
            Transaction transaction, EndReason reason, Instant at, String where, Object... values) {
        Object[] all = new Object[values.length + 2];
        all[0] = Timestamps.toMicros(at);
        all[1] = reason.name();
        System.arraycopy(values, 0, all, 2, values.length);
        // Locked in the order of ids, as everywhere.
        String sql = END + where + " ORDER BY id" + database.dialect().forUpdate() + ") RETURNING id";
        return transaction.query(sql, all).flatMap(rows -> {
            List<String> ids = rows.stream().map(row -> row.getString(0)).toList();
            return transaction
                    .batch(FORGET_WAITING, ids.stream().map(Database::tuple).toList())
                    .replaceWith(ids);
        });
    }
}
