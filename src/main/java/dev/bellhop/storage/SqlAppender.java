package dev.bellhop.storage;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import dev.bellhop.event.Timestamps;
import dev.bellhop.log.EventStore.Appending;
import dev.bellhop.log.LogHead;
import dev.bellhop.storage.Database.Transaction;
import dev.bellhop.storage.LogRows.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Appends events in group commits.
 *
 * <p>Every wait for an answer of the database makes all publishers wait, so a group is first written at a guess: that
 * the logs stand where this process left them, and that no event is a duplicate. Both are checked by the database (a
 * conditional update, a unique index). If the guess was wrong nothing was written, and the group is written again with
 * the logs locked and duplicates looked up.
 */
final class SqlAppender {

    private static final int ROW_WEIGHT = 300;

    private static final String ADVANCE =
            "UPDATE log SET newest = ?, recorded = ? WHERE no = ? AND newest = ? RETURNING oldest";
    private static final String KNOWN =
            "SELECT origin, id FROM event WHERE log = (SELECT no FROM log WHERE source = ?) AND id IN ";

    private final Database database;
    private final InstantSource clock;
    private final GroupCommit<Append, Appending> groups;
    private final Map<String, Log> leftAt = new ConcurrentHashMap<>();

    SqlAppender(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.groups = new GroupCommit<>(this::commit, Append::weight);
    }

    Uni<Appending> append(String source, List<CloudEvent> events) {
        return groups.submit(new Append(source, events));
    }

    private Uni<List<Appending>> commit(List<Append> group) {
        // In the order of their names, so that two replicas never wait for each other in a circle.
        Map<String, List<Append>> bySource = new TreeMap<>();
        for (Append append : group) {
            bySource.computeIfAbsent(append.source(), any -> new ArrayList<>()).add(append);
        }
        Uni<List<Appending>> careful = write(group, bySource, this::lookedUp);
        return leftAt.keySet().containsAll(bySource.keySet())
                ? write(group, bySource, this::guessed)
                        .onFailure(failure -> failure instanceof WrongGuess
                                || database.dialect().isRefusal(failure))
                        .recoverWithUni(careful)
                : careful;
    }

    private Uni<List<Appending>> write(List<Append> group, Map<String, List<Append>> bySource, Planning planning) {
        return Uni.createFrom().deferred(() -> {
            Map<Append, Appending> answers = new IdentityHashMap<>();
            Map<String, Log> after = new TreeMap<>();
            return database.inTransaction(transaction -> Multi.createFrom()
                            .iterable(bySource.values())
                            .onItem()
                            .transformToUniAndConcatenate(appends -> planning.of(transaction, appends)
                                    .flatMap(planned -> planned.write(transaction))
                                    .invoke(written -> remember(written, appends, answers, after)))
                            .collect()
                            .last())
                    .map(done -> {
                        leftAt.putAll(after);
                        return group.stream().map(answers::get).toList();
                    });
        });
    }

    private static void remember(
            Written written, List<Append> appends, Map<Append, Appending> answers, Map<String, Log> after) {
        for (int i = 0; i < appends.size(); i++) {
            answers.put(appends.get(i), written.answers().get(i));
        }
        LogHead head = written.answers().getLast().head();
        after.put(head.source(), new Log(written.no(), head));
    }

    private Uni<Planned> guessed(Transaction transaction, List<Append> appends) {
        Log log = leftAt.get(appends.getFirst().source());
        return log == null
                ? Uni.createFrom().failure(new WrongGuess())
                : Uni.createFrom().item(plan(log, Set.of(), appends));
    }

    /** Both reads are sent at once. */
    private Uni<Planned> lookedUp(Transaction transaction, List<Append> appends) {
        String source = appends.getFirst().source();
        return Uni.combine()
                .all()
                .unis(LogRows.lock(transaction, database.dialect(), source), known(transaction, source, appends))
                .asTuple()
                .map(read -> plan(read.getItem1(), read.getItem2(), appends));
    }

    private Planned plan(Log log, Set<CloudEvent.Identity> known, List<Append> appends) {
        List<List<CloudEvent>> requests = appends.stream().map(Append::events).toList();
        return new Planned(log, AppendPlan.of(log.head(), known, clock.instant(), requests));
    }

    private Uni<Set<CloudEvent.Identity>> known(Transaction transaction, String source, List<Append> appends) {
        Set<String> candidates = new HashSet<>();
        appends.forEach(append -> append.events().forEach(what -> candidates.add(what.id())));
        return transaction
                .query(KNOWN + database.dialect().stringsOf("?"), source, Database.strings(candidates))
                .map(rows -> {
                    Set<CloudEvent.Identity> known = new HashSet<>();
                    rows.forEach(row -> known.add(new CloudEvent.Identity(row.getString(0), row.getString(1))));
                    return known;
                });
    }

    private interface Planning {
        Uni<Planned> of(Transaction transaction, List<Append> appends);
    }

    /** What is to be written to one log. */
    private record Planned(Log log, AppendPlan plan) {

        /** Both writes are sent at once; if either fails, neither is committed. */
        Uni<Written> write(Transaction transaction) {
            if (plan.added().isEmpty()) {
                return Uni.createFrom().item(written(log.head().oldest()));
            }
            Event newest = plan.added().getLast();
            List<Tuple> rows = plan.added().stream()
                    .map(event -> LogRows.row(log.no(), event))
                    .toList();
            Uni<List<Row>> advance = transaction.query(
                    ADVANCE,
                    newest.position(),
                    Timestamps.toMicros(newest.recorded()),
                    log.no(),
                    log.head().newest());
            return Uni.combine()
                    .all()
                    .unis(advance, transaction.batch(LogRows.INSERT, rows).replaceWith(true))
                    .asTuple()
                    .flatMap(sent -> sent.getItem1().isEmpty()
                            ? Uni.createFrom().failure(new WrongGuess())
                            : Uni.createFrom()
                                    .item(written(sent.getItem1().getFirst().getLong(0))));
        }

        /** Others may have expired events since this process looked. */
        private Written written(long oldest) {
            return new Written(
                    log.no(),
                    plan.answers().stream()
                            .map(answer -> new Appending(answer.results(), LogRows.withOldest(answer.head(), oldest)))
                            .toList());
        }
    }

    /** What was written to one log. */
    private record Written(long no, List<Appending> answers) {}

    /** The log was not where this process left it; nothing was written. */
    private static final class WrongGuess extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongGuess() {
            super("Another process has appended", null, false, false);
        }
    }

    /** One request; the same request is the same object. */
    private record Append(String source, List<CloudEvent> events) {
        long weight() {
            long weight = 0;
            for (CloudEvent what : events) {
                weight += ROW_WEIGHT
                        + (what.data() == null ? 0 : what.data().text().length());
            }
            return weight;
        }
    }
}
