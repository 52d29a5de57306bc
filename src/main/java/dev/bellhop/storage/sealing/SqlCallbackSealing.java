package dev.bellhop.storage.sealing;

import dev.bellhop.access.SecretText;
import dev.bellhop.access.Vault;
import dev.bellhop.storage.Database;
import dev.bellhop.subscription.sealing.SealedStore;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Callbacks of operations as they are sealed; those that nobody waits for any more are not. */
public final class SqlCallbackSealing implements SealedStore {

    /** As with subscriptions: nothing of what is sealed in another form is shown. */
    private static final String COUNT_BY_KEY = "SELECT key_id, COUNT(*) FROM (SELECT CASE WHEN callback LIKE 'v1.%'"
            + " THEN substr(callback, 4, 8) ELSE 'unknown' END AS key_id FROM operation_callback WHERE callback <> '')"
            + " AS marks GROUP BY key_id";

    /** If it still is as it was read; a key to be joined by that another one has already would not be allowed. */
    private static final String SEAL_ANEW = "UPDATE operation_callback SET callback = ?, secret = ?, fingerprint = ?,"
            + " join_key = CASE WHEN join_key IS NULL OR EXISTS (SELECT 1 FROM operation_callback other"
            + " WHERE other.join_key = ? AND other.action = operation_callback.action"
            + " AND other.caller = operation_callback.caller) THEN join_key ELSE ? END"
            + " WHERE operation = ? AND callback = ?";

    private final Database database;
    private final Vault vault;

    public SqlCallbackSealing(Database database, Vault vault) {
        this.database = database;
        this.vault = vault;
    }

    @Override
    public Uni<Map<String, Long>> countByKey() {
        return database.query(COUNT_BY_KEY)
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
                        "SELECT operation, callback, secret FROM operation_callback WHERE operation > ? AND (" + marks
                                + ") ORDER BY operation LIMIT ?",
                        values.toArray())
                .map(read -> read.stream()
                        .map(row -> new Sealed(row.getString(0), "", row.getString(1), row.getString(2), null))
                        .toList());
    }

    /** In the order of ids, as everywhere. */
    @Override
    public Uni<Outcome> sealAnew(List<Sealed> read) {
        List<@Nullable Object[]> anew = read.stream()
                .sorted(Comparator.comparing(Sealed::id))
                .flatMap(row -> anew(row).stream())
                .toList();
        return database.inTransaction(transaction -> {
            Uni<Integer> changed = Uni.createFrom().item(0);
            for (@Nullable Object[] values : anew) {
                changed = changed.flatMap(
                        before -> transaction.update(SEAL_ANEW, values).map(rows -> before + rows));
            }
            return changed.map(count -> new Outcome(count, read.size() - anew.size()));
        });
    }

    /** Values for {@link #SEAL_ANEW}; empty if it cannot be opened. */
    private Optional<@Nullable Object[]> anew(Sealed read) {
        try {
            SecretText url = vault.open(read.callback());
            String fingerprint = vault.fingerprint(url);
            return Optional.of(new @Nullable Object[] {
                vault.seal(url),
                read.secret() == null ? null : vault.seal(vault.open(read.secret())),
                fingerprint,
                fingerprint,
                fingerprint,
                read.id(),
                read.callback()
            });
        } catch (IllegalStateException changedFromOutside) {
            return Optional.empty();
        }
    }
}
