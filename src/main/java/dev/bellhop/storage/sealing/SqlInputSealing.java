package dev.bellhop.storage.sealing;

import dev.bellhop.access.Vault;
import dev.bellhop.operation.json.SecretFields;
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

/** Inputs of operations of which a part is sealed; which key it was stands in a place of its own in their text. */
public final class SqlInputSealing implements SealedStore {

    private static final String HAS_SEALED =
            "substr(input, 1, " + SecretFields.MARK.length() + ") = '" + SecretFields.MARK + "'";
    /** After the mark stands {@code v1.}, then the key. */
    private static final String KEY_ID = "substr(input, " + (SecretFields.MARK.length() + 4) + ", 8)";

    private static final String COUNT_BY_KEY =
            "SELECT " + KEY_ID + ", COUNT(*) FROM operation WHERE " + HAS_SEALED + " GROUP BY " + KEY_ID;
    private static final String SEAL_ANEW = "UPDATE operation SET input = ? WHERE id = ? AND input = ?";

    private final Database database;
    private final Vault vault;

    public SqlInputSealing(Database database, Vault vault) {
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
        values.addAll(keyIds);
        values.add(limit);
        String keys = String.join(", ", Collections.nCopies(keyIds.size(), "?"));
        return database.query(
                        "SELECT id, " + KEY_ID + ", input FROM operation WHERE " + HAS_SEALED + " AND id > ? AND "
                                + KEY_ID + " IN (" + keys + ") ORDER BY id LIMIT ?",
                        values.toArray())
                .map(read -> read.stream()
                        .map(row ->
                                new Sealed(row.getString(0), "", Vault.mark(row.getString(1)), null, row.getString(2)))
                        .toList());
    }

    /** In the order of ids, as everywhere. */
    @Override
    public Uni<Outcome> sealAnew(List<Sealed> read) {
        List<Object[]> anew = read.stream()
                .sorted(Comparator.comparing(Sealed::id))
                .flatMap(row -> anew(row).stream())
                .toList();
        return database.inTransaction(transaction -> {
            Uni<Integer> changed = Uni.createFrom().item(0);
            for (Object[] values : anew) {
                changed = changed.flatMap(
                        before -> transaction.update(SEAL_ANEW, values).map(rows -> before + rows));
            }
            return changed.map(count -> new Outcome(count, read.size() - anew.size()));
        });
    }

    /** Values for {@link #SEAL_ANEW}; empty if it cannot be opened. */
    private Optional<Object[]> anew(Sealed read) {
        String input = String.valueOf(read.options());
        try {
            return Optional.of(new Object[] {SecretFields.sealAnew(input, vault), read.id(), input});
        } catch (IllegalStateException changedFromOutside) {
            return Optional.empty();
        }
    }
}
