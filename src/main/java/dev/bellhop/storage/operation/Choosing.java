package dev.bellhop.storage.operation;

import dev.bellhop.event.Timestamps;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.store.OperationChoice;
import dev.bellhop.operation.store.Place;
import dev.bellhop.storage.Database;
import dev.bellhop.storage.Database.Transaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a choice. Each statement follows one index from where it begins to as many rows as are wanted: that of
 * the ids, that of the times, or for every status that of its times, so that a few among many are found at once.
 */
final class Choosing {

    private static final String READ = "SELECT " + OperationRows.COLUMNS + " FROM operation WHERE ";
    private static final String NEWEST_FIRST = " ORDER BY created DESC, no DESC LIMIT ?";
    private static final String OLDEST = " ORDER BY created, no LIMIT ?";

    private final Database database;

    Choosing(Database database) {
        this.database = database;
    }

    /** A condition, and the values of its placeholders. */
    private static final class Condition {
        private final StringBuilder sql = new StringBuilder();
        private final List<Object> values = new ArrayList<>();

        void and(String more, @Nullable Object... its) {
            sql.append(sql.isEmpty() ? "" : " AND ").append(more);
            values.addAll(List.of(its));
        }
    }

    Uni<List<Operation>> list(OperationChoice which, int limit) {
        StringBuilder sql = new StringBuilder();
        List<Object> values = new ArrayList<>();
        if (which.idPrefix() != null || which.statuses().size() < 2) {
            Condition condition = condition(which, which.statuses());
            sql.append(READ)
                    .append(condition.sql)
                    .append(which.idPrefix() == null ? NEWEST_FIRST : " ORDER BY id LIMIT ?");
            values.addAll(condition.values);
        } else {
            for (OperationStatus status : which.statuses()) {
                Condition condition = condition(which, Set.of(status));
                sql.append(sql.isEmpty() ? "SELECT * FROM (" : " UNION ALL SELECT * FROM (")
                        .append(READ)
                        .append(condition.sql)
                        .append(NEWEST_FIRST)
                        .append(") AS ")
                        .append(status.text());
                values.addAll(condition.values);
                values.add(limit);
            }
            sql.append(NEWEST_FIRST);
        }
        values.add(limit);
        return database.query(sql.toString(), values.toArray())
                .map(rows -> rows.stream().map(OperationRows::operation).toList());
    }

    /** Forgets the oldest of those that are over. */
    Uni<Integer> purge(OperationChoice which, int limit) {
        Set<OperationStatus> over = EnumSet.noneOf(OperationStatus.class);
        over.addAll(which.statuses().isEmpty() ? EnumSet.allOf(OperationStatus.class) : which.statuses());
        over.removeIf(status -> !status.isOver());
        return database.inTransaction(transaction -> Multi.createFrom()
                .iterable(over)
                .onItem()
                .transformToUniAndConcatenate(status -> oldest(transaction, which, status, limit))
                .collect()
                .in(ArrayList<String>::new, Collection::addAll)
                .flatMap(ids -> Forgetting.forget(database, transaction, ids.subList(0, Math.min(limit, ids.size())))));
    }

    private Uni<List<String>> oldest(
            Transaction transaction, OperationChoice which, OperationStatus status, int limit) {
        Condition condition = condition(which, Set.of(status));
        condition.values.add(limit);
        return transaction
                .query(
                        "SELECT id FROM operation WHERE " + condition.sql + OLDEST
                                + database.dialect().forUpdateOfFree(),
                        condition.values.toArray())
                .map(rows -> rows.stream().map(row -> row.getString(0)).toList());
    }

    private Condition condition(OperationChoice which, Collection<OperationStatus> statuses) {
        Condition condition = new Condition();
        // As an expression no index has it: what is ordered by id must follow that of the ids, however little is known
        // of it.
        boolean byId = which.idPrefix() != null;
        String status = byId ? "(status || '')" : "status";
        String created = byId ? "(created + 0)" : "created";
        if (statuses.size() == 1) {
            condition.and(status + " = ?", statuses.iterator().next().text());
        } else if (!statuses.isEmpty()) {
            condition.and(
                    status + " IN " + database.dialect().stringsOf("?"),
                    Database.strings(
                            statuses.stream().map(OperationStatus::text).toList()));
        }
        if (which.idPrefix() != null) {
            condition.and("id >= ?", which.idPrefix());
            String end = afterAll(which.idPrefix());
            if (end != null) {
                condition.and("id < ?", end);
            }
        }
        if (which.action() != null) {
            condition.and("action = ?", which.action());
        }
        if (which.createdFrom() != null) {
            condition.and(created + " >= ?", Timestamps.toMicros(which.createdFrom()));
        }
        if (which.createdTo() != null) {
            condition.and(created + " <= ?", Timestamps.toMicros(which.createdTo()));
        }
        if (which.callback() != null) {
            condition.and(
                    "id IN (SELECT operation FROM operation_callback WHERE state = ?)",
                    which.callback().text());
        }
        switch (which.after()) {
            case Place.ByTime place ->
                condition.and("(created, no) < (?, ?)", Timestamps.toMicros(place.created()), place.no());
            case Place.ById place -> condition.and("id > ?", place.id());
            case null -> {}
        }
        if (condition.sql.isEmpty()) {
            condition.and("1 = 1");
        }
        return condition;
    }

    /** The first text after all that begin so, in the order of code points; {@code null} if nothing is after them. */
    static @Nullable String afterAll(String prefix) {
        int end = prefix.length();
        while (end > 0) {
            int last = prefix.codePointBefore(end);
            end -= Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                // Surrogates are no characters.
                int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
                return prefix.substring(0, end) + Character.toString(next);
            }
        }
        return null;
    }
}
