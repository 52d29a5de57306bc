package dev.bellhop.storage;

import dev.bellhop.access.CallbackUrl;
import dev.bellhop.access.SecretText;
import dev.bellhop.access.Vault;
import dev.bellhop.event.Timestamps;
import dev.bellhop.storage.Database.Transaction;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionState.Ended;
import dev.bellhop.subscription.SubscriptionStore;
import dev.bellhop.subscription.Workflow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Subscriptions in SQL; callback and secret are sealed before they get here. */
public final class SqlSubscriptionStore implements SubscriptionStore {

    private static final String COLUMNS = "id, source, callback, workflow, workflow_operation, position, created,"
            + " public_url, secret, ended, end_reason";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM subscription";
    private static final String SAME = SELECT + " WHERE source = ? AND ended IS NULL"
            + " AND (fingerprint = ? OR (workflow = ? AND workflow_operation = ?))"
            + " ORDER BY CASE WHEN fingerprint = ? THEN 0 ELSE 1 END";
    private static final String INSERT = "INSERT INTO subscription (id, source, callback, fingerprint, workflow,"
            + " workflow_operation, position, created, public_url, secret) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String RENEW = "UPDATE subscription SET callback = ?, fingerprint = ?, workflow = ?,"
            + " workflow_operation = ?, public_url = ?, secret = ? WHERE id = ?";
    private static final String END = "UPDATE subscription SET ended = ?, end_reason = ? WHERE ended IS NULL AND ";
    private static final String FORGET_WAITING = "DELETE FROM delivery WHERE died IS NULL AND subscription = ?";
    private static final String NEEDED_FROM = "SELECT MIN(needed) FROM ("
            + "SELECT position + 1 AS needed FROM subscription WHERE source = ? AND ended IS NULL UNION ALL"
            + " SELECT d.position FROM delivery d JOIN subscription s ON s.id = d.subscription"
            + " WHERE s.source = ? AND s.ended IS NULL AND d.died IS NULL) AS needs";

    private final Database database;
    private final Vault vault;

    public SqlSubscriptionStore(Database database, Vault vault) {
        this.database = database;
        this.vault = vault;
    }

    @Override
    public Uni<Subscribed> subscribe(Subscription wanted) {
        return database.inTransaction(transaction -> lockSource(transaction, wanted.source())
                .flatMap(locked -> same(transaction, wanted))
                .flatMap(same -> same.isEmpty()
                        ? insert(transaction, wanted).replaceWith(new Subscribed(wanted, true, List.of()))
                        : renew(transaction, same, wanted)));
    }

    @Override
    public Uni<Optional<Subscription>> find(String id) {
        return database.query(SELECT + " WHERE id = ?", id)
                .map(rows -> rows.stream().map(this::subscription).findFirst());
    }

    @Override
    public Uni<List<Subscription>> list(@Nullable String source, String afterId, int limit) {
        return source == null
                ? database.query(SELECT + " WHERE id > ? ORDER BY id LIMIT ?", afterId, limit)
                        .map(this::subscriptions)
                : database.query(SELECT + " WHERE id > ? AND source = ? ORDER BY id LIMIT ?", afterId, source, limit)
                        .map(this::subscriptions);
    }

    @Override
    public Uni<List<Subscription>> active(String afterId, int limit) {
        return database.query(SELECT + " WHERE ended IS NULL AND id > ? ORDER BY id LIMIT ?", afterId, limit)
                .map(this::subscriptions);
    }

    @Override
    public Uni<Integer> countActive(String source) {
        return database.query("SELECT COUNT(*) FROM subscription WHERE source = ? AND ended IS NULL", source)
                .map(rows -> rows.getFirst().getLong(0).intValue());
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
                        "source = ? AND fingerprint = ?",
                        source,
                        vault.fingerprint(new SecretText(url)));
            case Selector.ByWorkflow(String source, Workflow workflow) ->
                end(
                        transaction,
                        reason,
                        at,
                        "source = ? AND workflow = ? AND workflow_operation = ?",
                        source,
                        workflow.id(),
                        workflow.operation());
        });
    }

    @Override
    public Uni<OptionalLong> neededFrom(String source) {
        return database.query(NEEDED_FROM, source, source).map(rows -> {
            Long needed = rows.getFirst().getLong(0);
            return needed == null ? OptionalLong.empty() : OptionalLong.of(needed);
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

    private Uni<List<Subscription>> same(Transaction transaction, Subscription wanted) {
        String fingerprint = fingerprint(wanted);
        Workflow workflow = wanted.workflow();
        return transaction
                .query(
                        SAME,
                        wanted.source(),
                        fingerprint,
                        workflow == null ? null : workflow.id(),
                        workflow == null ? null : workflow.operation(),
                        fingerprint)
                .map(this::subscriptions);
    }

    private Uni<Integer> insert(Transaction transaction, Subscription wanted) {
        Workflow workflow = wanted.workflow();
        return transaction.update(
                INSERT,
                wanted.id(),
                wanted.source(),
                vault.seal(wanted.callback().whole()),
                fingerprint(wanted),
                workflow == null ? null : workflow.id(),
                workflow == null ? null : workflow.operation(),
                wanted.position(),
                Timestamps.toMicros(wanted.created()),
                wanted.publicUrl(),
                sealed(wanted.secret()));
    }

    private Uni<Subscribed> renew(Transaction transaction, List<Subscription> same, Subscription wanted) {
        Subscription kept = same.getFirst();
        Workflow workflow = wanted.workflow() == null ? kept.workflow() : wanted.workflow();
        SecretText secret = wanted.secret() == null ? kept.secret() : wanted.secret();
        Subscription renewed = new Subscription(
                kept.id(),
                kept.source(),
                wanted.callback(),
                workflow,
                kept.state(),
                kept.position(),
                kept.created(),
                wanted.publicUrl(),
                secret);
        return endAll(transaction, same.subList(1, same.size()), wanted.created())
                .flatMap(replaced -> transaction
                        .update(
                                RENEW,
                                vault.seal(wanted.callback().whole()),
                                fingerprint(wanted),
                                workflow == null ? null : workflow.id(),
                                workflow == null ? null : workflow.operation(),
                                wanted.publicUrl(),
                                sealed(secret),
                                kept.id())
                        .replaceWith(new Subscribed(renewed, false, replaced)));
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
        return transaction.query(END + where + " RETURNING id", all).flatMap(rows -> {
            List<String> ids = rows.stream().map(row -> row.getString(0)).toList();
            return transaction
                    .batch(FORGET_WAITING, ids.stream().map(Database::tuple).toList())
                    .replaceWith(ids);
        });
    }

    private String fingerprint(Subscription wanted) {
        return vault.fingerprint(wanted.callback().whole());
    }

    private @Nullable String sealed(@Nullable SecretText secret) {
        return secret == null ? null : vault.seal(secret);
    }

    private List<Subscription> subscriptions(List<Row> rows) {
        return rows.stream().map(this::subscription).toList();
    }

    private Subscription subscription(Row row) {
        String workflow = row.getString(3);
        String secret = row.getString(8);
        return new Subscription(
                row.getString(0),
                row.getString(1),
                callback(vault.open(row.getString(2))),
                workflow == null ? null : new Workflow(workflow, row.getString(4)),
                state(row),
                row.getLong(5),
                Timestamps.fromMicros(row.getLong(6)),
                row.getString(7),
                secret == null ? null : vault.open(secret));
    }

    private static SubscriptionState state(Row row) {
        Long ended = row.getLong(9);
        return ended == null
                ? new Active()
                : new Ended(EndReason.valueOf(row.getString(10)), Timestamps.fromMicros(ended));
    }

    private static CallbackUrl callback(SecretText url) {
        return switch (CallbackUrl.parse(url.reveal())) {
            case CallbackUrl.Valid(CallbackUrl valid) -> valid;
            case CallbackUrl.Invalid(String reason) ->
                throw new IllegalStateException("A stored callback is no URL any more: " + reason);
        };
    }
}
