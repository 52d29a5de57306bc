package dev.bellhop.testing;

import dev.bellhop.access.SecretText;
import dev.bellhop.access.signing.SigningKeys;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.callback.Callback;
import dev.bellhop.operation.callback.CallbackState;
import dev.bellhop.operation.callback.CallbackStore;
import dev.bellhop.operation.callback.ClaimedCallback;
import dev.bellhop.operation.callback.NewCallback;
import dev.bellhop.operation.callback.Settled;
import dev.bellhop.operation.callback.Settled.Course;
import dev.bellhop.operation.callback.SubscribePlan;
import dev.bellhop.operation.callback.Turns;
import dev.bellhop.operation.store.Change;
import dev.bellhop.operation.store.NewOperation;
import dev.bellhop.operation.store.OperationStore;
import dev.bellhop.operation.store.OperationStore.Started;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The reference for {@link CallbackStore}. */
public final class InMemoryCallbackStore implements CallbackStore {

    private static final Instant AT_ONCE = Instant.EPOCH;

    private final InMemoryOperationStore operations;
    private final Map<String, Row> rows = new LinkedHashMap<>();

    public InMemoryCallbackStore(InMemoryOperationStore operations) {
        this.operations = operations;
        operations.with(new Hooks());
    }

    /** What a table would hold. */
    private static final class Row {
        private final NewOperation start;
        private NewCallback callback;
        private @Nullable SigningKeys keys;
        private boolean joinable = true;
        private CallbackState state = CallbackState.WAITING;
        private int attempts;
        private @Nullable String reason;
        private @Nullable Instant due;
        private @Nullable String owner;
        private @Nullable Instant leased;
        private long epoch;

        Row(NewOperation start, NewCallback callback) {
            this.start = start;
            this.callback = callback;
            this.keys = callback.keys();
        }

        void free(CallbackState newState, @Nullable Instant newDue) {
            state = newState;
            due = newDue;
            owner = null;
            leased = null;
        }

        void close(CallbackState newState) {
            free(newState, null);
            joinable = false;
        }

        boolean isTo(SecretText url) {
            return callback.url().whole().equals(url);
        }

        boolean mayBeCalled() {
            return state.isOpen() || state == CallbackState.DEAD;
        }
    }

    private final class Hooks implements InMemoryOperationStore.Callbacks {
        @Override
        public void over(String id) {
            Row row = rows.get(id);
            if (row != null && row.state.isOpen()) {
                row.state = CallbackState.PENDING;
                row.due = row.leased == null ? AT_ONCE : row.due;
            }
        }

        @Override
        public boolean isDue(String id) {
            return rows.containsKey(id) && rows.get(id).due != null;
        }

        @Override
        public boolean is(String id, CallbackState state) {
            return rows.containsKey(id) && rows.get(id).state == state;
        }

        @Override
        public void forgotten(String id) {
            rows.remove(id);
        }
    }

    @Override
    public Uni<Optional<Started>> subscribe(NewOperation operation, NewCallback callback) {
        return answer(() -> {
            Operation byUrl = rows.values().stream()
                    .filter(row -> row.joinable
                            && row.isTo(callback.url().whole())
                            && row.start.action().equals(operation.action())
                            && row.start.caller().equals(operation.caller()))
                    .findFirst()
                    .map(row -> operation(row.start.id()))
                    .orElse(null);
            return switch (SubscribePlan.of(operation, operations.withKey(operation.key()), byUrl)) {
                case SubscribePlan.Start() -> {
                    Started started = now(operations.start(operation));
                    rows.put(operation.id(), new Row(operation, callback));
                    yield Optional.of(started);
                }
                case SubscribePlan.Join(Operation known) -> {
                    replace(known, operation, callback);
                    yield Optional.of(new Started(known, Started.How.SAME_KEY));
                }
                case SubscribePlan.Differ(Operation known) -> Optional.of(new Started(known, Started.How.SAME_KEY));
                case SubscribePlan.Clash() -> Optional.empty();
            };
        });
    }

    private void replace(Operation known, NewOperation wanted, NewCallback callback) {
        boolean isOver = known.status().isOver();
        Row row = rows.get(known.id());
        if (row == null) {
            NewOperation named = new NewOperation(
                    known.id(),
                    wanted.action(),
                    wanted.caller(),
                    wanted.key(),
                    wanted.input(),
                    wanted.created(),
                    wanted.deadline());
            Row made = new Row(named, callback);
            made.free(isOver ? CallbackState.PENDING : CallbackState.WAITING, isOver ? AT_ONCE : null);
            rows.put(known.id(), made);
            return;
        }
        boolean same = row.isTo(callback.url().whole());
        SubscribePlan.Replacement how = SubscribePlan.replacement(row.state, same, isOver);
        if (how == SubscribePlan.Replacement.KEEP) {
            return;
        }
        row.callback = callback;
        row.keys = SigningKeys.renewed(row.keys, callback.keys(), callback.at());
        row.joinable = true;
        if (how != SubscribePlan.Replacement.RENEW) {
            row.attempts = 0;
            row.reason = null;
            row.epoch++;
            row.free(isOver ? CallbackState.PENDING : CallbackState.WAITING, isOver ? AT_ONCE : null);
        }
    }

    @Override
    public Uni<List<String>> find(Selector which) {
        return answer(() -> rows.values().stream()
                .filter(row -> row.mayBeCalled() && row.start.action().equals(which.action()))
                .filter(row -> switch (which) {
                    case Selector.ByUrl(String action, SecretText url) -> row.isTo(url);
                    case Selector.ByRun(String action, var run) ->
                        row.callback.run() != null
                                && row.callback.run().run().equals(run.run())
                                && (run.tracking() == null
                                        || run.tracking()
                                                .equals(row.callback.run().tracking()));
                })
                .map(row -> row.start.id())
                .toList());
    }

    @Override
    public Uni<List<String>> unsubscribe(Collection<String> ids, @Nullable String reason, Instant now) {
        return answer(() -> {
            List<String> cancelled = new ArrayList<>();
            for (String id : new TreeSet<>(ids)) {
                if (now(operations.cancel(id, reason, now)) instanceof Change.Made) {
                    cancelled.add(id);
                }
                Row row = rows.get(id);
                if (row != null && row.mayBeCalled()) {
                    row.close(CallbackState.DROPPED);
                    row.keys = null;
                    row.epoch++;
                }
            }
            return cancelled;
        });
    }

    @Override
    public Uni<Map<String, Callback>> of(Collection<String> ids) {
        return answer(() -> {
            Map<String, Callback> all = new HashMap<>();
            for (String id : ids) {
                Row row = rows.get(id);
                if (row != null) {
                    boolean waits = row.leased == null && row.due != null && row.due.isAfter(AT_ONCE);
                    all.put(
                            id,
                            new Callback(
                                    id,
                                    row.callback.url().host(),
                                    row.state,
                                    row.attempts,
                                    waits ? row.due : null,
                                    row.reason));
                }
            }
            return all;
        });
    }

    @Override
    public Uni<List<ClaimedCallback>> claim(String owner, Instant now, Instant until, int limit, Turns turns) {
        Instant believed = now.plus(OperationStore.LEASE_BELIEVED_MAX);
        return answer(() -> {
            List<ClaimedCallback> claimed = new ArrayList<>();
            rows.values().stream()
                    .filter(row -> (row.due != null && !row.due.isAfter(now))
                            || (row.leased != null && row.leased.isAfter(believed)))
                    .sorted(Comparator.comparing(row -> row.due))
                    .filter(row -> turns.take(ClaimedCallback.target(row.callback.url())))
                    .limit(limit)
                    .toList()
                    .forEach(row -> {
                        Operation operation = operation(row.start.id());
                        row.epoch++;
                        if (operation.status().isOver()) {
                            row.owner = owner;
                            row.leased = until;
                            row.due = until;
                            claimed.add(new ClaimedCallback(
                                    row.epoch, operation, row.callback.url(), row.keys, row.attempts));
                        } else {
                            row.free(CallbackState.WAITING, null);
                        }
                    });
            return claimed;
        });
    }

    @Override
    public Uni<Boolean> save(Settled settled) {
        return answer(() -> {
            Row row = rows.get(settled.operation());
            if (row == null || row.leased == null || row.epoch != settled.epoch()) {
                return false;
            }
            row.attempts = settled.attempts();
            switch (settled.course()) {
                case Course.Delivered() -> {
                    row.reason = null;
                    row.keys = null;
                    row.close(CallbackState.DELIVERED);
                }
                case Course.Again(Instant due, String reason) -> {
                    row.reason = reason;
                    row.free(row.state, due);
                }
                case Course.Dead(String reason) -> {
                    row.reason = reason;
                    row.close(CallbackState.DEAD);
                }
            }
            return true;
        });
    }

    @Override
    public Uni<Integer> takeBack(String owner) {
        return answer(() -> {
            List<Row> own = rows.values().stream()
                    .filter(row -> owner.equals(row.owner))
                    .toList();
            own.forEach(row -> row.free(row.state, AT_ONCE));
            return own.size();
        });
    }

    @Override
    public Uni<Boolean> redrive(String id) {
        return answer(() -> {
            Row row = rows.get(id);
            if (row == null
                    || row.leased != null
                    || (row.state != CallbackState.DEAD && row.state != CallbackState.PENDING)) {
                return false;
            }
            row.attempts = row.state == CallbackState.DEAD ? 0 : row.attempts;
            row.free(CallbackState.PENDING, AT_ONCE);
            return true;
        });
    }

    private Operation operation(String id) {
        return now(operations.find(id)).orElseThrow();
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().indefinitely();
    }

    /** Under the lock of the operations: what both do is one transaction. */
    private <T> Uni<T> answer(Supplier<T> work) {
        return Uni.createFrom().item(() -> {
            synchronized (operations) {
                return work.get();
            }
        });
    }
}
