package dev.bellhop.testing;

import dev.bellhop.event.Timestamps;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.callback.CallbackState;
import dev.bellhop.operation.store.Change;
import dev.bellhop.operation.store.Checkpoint;
import dev.bellhop.operation.store.Checkpoint.Course;
import dev.bellhop.operation.store.Checkpoint.Saved;
import dev.bellhop.operation.store.CheckpointPlan;
import dev.bellhop.operation.store.Claim;
import dev.bellhop.operation.store.Claimed;
import dev.bellhop.operation.store.NewOperation;
import dev.bellhop.operation.store.OperationChoice;
import dev.bellhop.operation.store.OperationStore;
import dev.bellhop.operation.store.OperationStore.Started.How;
import dev.bellhop.operation.store.Place;
import dev.bellhop.operation.store.RaisedEvent;
import dev.bellhop.operation.store.Step;
import dev.bellhop.operation.store.StepState;
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
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The reference for {@link OperationStore}. */
public final class InMemoryOperationStore implements OperationStore {

    private static final Instant AT_ONCE = Instant.EPOCH;

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private long starts;
    private Callbacks callbacks = new Callbacks() {};

    /** Who has callbacks of operations, under the same lock: what a transaction would do with them. */
    interface Callbacks {
        default void over(String id) {}

        default boolean isDue(String id) {
            return false;
        }

        default boolean is(String id, CallbackState state) {
            return false;
        }

        default void forgotten(String id) {}
    }

    void with(Callbacks all) {
        callbacks = all;
    }

    /** What a table would hold. */
    private static final class Row {
        private final NewOperation start;
        private final long no;
        private final Map<String, Step> steps = new LinkedHashMap<>();
        private final List<RaisedEvent> events = new ArrayList<>();
        private OperationStatus status = OperationStatus.PENDING;
        private @Nullable String customStatus;
        private @Nullable String output;
        private @Nullable OperationError error;
        private @Nullable String reason;
        private Instant updated;
        private @Nullable Instant ended;
        private @Nullable Instant due = AT_ONCE;
        private @Nullable String owner;
        private @Nullable Instant leased;
        private Instant deadline;
        private long epoch;

        Row(NewOperation start, long no) {
            this.start = start;
            this.no = no;
            this.updated = start.created();
            this.deadline = start.deadline();
        }

        Operation view() {
            boolean sleeps = status == OperationStatus.WAITING && due != null && due.isAfter(AT_ONCE);
            return new Operation(
                    no,
                    start.id(),
                    start.action(),
                    start.caller(),
                    start.input(),
                    status,
                    customStatus,
                    output,
                    error,
                    reason,
                    start.created(),
                    updated,
                    sleeps ? due : null,
                    deadline,
                    ended);
        }

        Claim claim() {
            return new Claim(start.id(), epoch);
        }

        void free(@Nullable Instant newDue) {
            owner = null;
            leased = null;
            due = newDue;
        }

        void end(OperationStatus how, Instant at) {
            status = how;
            ended = at;
            updated = at;
            free(null);
        }
    }

    @Override
    public Uni<Started> start(NewOperation operation) {
        return answer(() -> {
            String known = operation.key() == null ? null : keys.get(operation.key());
            return known == null
                    ? new Started(add(operation).view(), How.NEW)
                    : new Started(rows.get(known).view(), How.SAME_KEY);
        });
    }

    @Override
    public Uni<Started> startAs(NewOperation operation) {
        return answer(() -> {
            String known = operation.key() == null ? null : keys.get(operation.key());
            if (known != null) {
                return new Started(rows.get(known).view(), How.SAME_KEY);
            }
            Row holder = rows.get(operation.id());
            if (holder != null && !holder.status.isOver()) {
                return new Started(holder.view(), How.ID_TAKEN);
            }
            remove(operation.id());
            Row row = add(operation);
            row.epoch = Timestamps.toMicros(operation.created());
            return new Started(row.view(), How.NEW);
        });
    }

    private Row add(NewOperation operation) {
        Row row = new Row(operation, ++starts);
        rows.put(operation.id(), row);
        if (operation.key() != null) {
            keys.put(operation.key(), operation.id());
        }
        return row;
    }

    private void remove(String id) {
        rows.remove(id);
        callbacks.forgotten(id);
        keys.values().remove(id);
    }

    @Override
    public Uni<Optional<Operation>> find(String id) {
        return answer(() -> Optional.ofNullable(rows.get(id)).map(Row::view));
    }

    @Override
    public Uni<Trail> trail(String id) {
        return answer(() -> Optional.ofNullable(rows.get(id))
                .map(row -> new Trail(List.copyOf(row.steps.values()), List.copyOf(row.events)))
                .orElse(new Trail(List.of(), List.of())));
    }

    @Override
    public Uni<List<Operation>> list(OperationChoice which, int limit) {
        return answer(() -> rows.values().stream()
                .map(Row::view)
                .filter(row -> matches(which, row))
                .filter(row -> switch (which.after()) {
                    case Place.ByTime(Instant created, long no) ->
                        row.created().isBefore(created) || (row.created().equals(created) && row.no() < no);
                    case Place.ById(String id) -> row.id().compareTo(id) > 0;
                    case null -> true;
                })
                .sorted(
                        which.idPrefix() == null
                                ? Comparator.comparing(Operation::created)
                                        .thenComparing(Operation::no)
                                        .reversed()
                                : Comparator.comparing(Operation::id))
                .limit(limit)
                .toList());
    }

    private boolean matches(OperationChoice which, Operation row) {
        return (which.statuses().isEmpty() || which.statuses().contains(row.status()))
                && (which.action() == null || which.action().equals(row.action()))
                && (which.idPrefix() == null || row.id().startsWith(which.idPrefix()))
                && (which.callback() == null || callbacks.is(row.id(), which.callback()))
                && (which.createdFrom() == null || !row.created().isBefore(which.createdFrom()))
                && (which.createdTo() == null || !row.created().isAfter(which.createdTo()));
    }

    @Override
    public Uni<List<Claimed>> claim(String owner, Instant now, Instant until, int limit) {
        Instant believed = now.plus(LEASE_BELIEVED_MAX);
        return answer(() -> rows.values().stream()
                .filter(row -> (row.due != null && !row.due.isAfter(now))
                        || (row.status == OperationStatus.RUNNING && row.leased.isAfter(believed)))
                .sorted(Comparator.comparing((Row row) -> row.due).thenComparing(row -> row.no))
                .limit(limit)
                .toList()
                .stream()
                .map(row -> {
                    row.status = OperationStatus.RUNNING;
                    row.owner = owner;
                    row.epoch++;
                    row.leased = until;
                    row.due = until;
                    return new Claimed(
                            row.claim(),
                            row.view(),
                            List.copyOf(row.steps.values()),
                            row.events.stream()
                                    .filter(event -> event.consumedBy() == null)
                                    .toList(),
                            row.events.size());
                })
                .toList());
    }

    @Override
    public Uni<Set<Claim>> renew(String owner, Collection<Claim> claims, Instant until) {
        return answer(() -> rows.values().stream()
                .filter(row -> owner.equals(row.owner) && claims.contains(row.claim()))
                .map(row -> {
                    row.leased = until;
                    row.due = row.status == OperationStatus.RUNNING ? until : null;
                    return row.claim();
                })
                .collect(Collectors.toSet()));
    }

    @Override
    public Uni<Integer> takeBack(String owner) {
        return answer(() -> {
            List<Row> own = rows.values().stream()
                    .filter(row -> owner.equals(row.owner))
                    .toList();
            own.forEach(InMemoryOperationStore::giveBack);
            return own.size();
        });
    }

    private static void giveBack(Row row) {
        boolean running = row.status == OperationStatus.RUNNING;
        row.status = running ? OperationStatus.WAITING : row.status;
        row.free(running ? AT_ONCE : null);
    }

    @Override
    public Uni<Saved> save(Checkpoint checkpoint) {
        return answer(() -> {
            Row row = rows.get(checkpoint.claim().operation());
            CheckpointPlan plan =
                    CheckpointPlan.of(checkpoint, row == null ? null : new CheckpointPlan.Fence(row.epoch, row.status));
            if (plan.answer() != Saved.LOST) {
                write(row, checkpoint, plan.course());
                tell(row);
            }
            return plan.answer();
        });
    }

    private void tell(Row row) {
        if (row.status.isOver()) {
            callbacks.over(row.start.id());
        }
    }

    private static void write(Row row, Checkpoint checkpoint, Course course) {
        checkpoint.steps().forEach(step -> row.steps.put(step.name(), step));
        row.events.replaceAll(event -> checkpoint.consumed().containsKey(event.no())
                ? new RaisedEvent(
                        event.no(),
                        event.name(),
                        event.payload(),
                        event.received(),
                        checkpoint.consumed().get(event.no()))
                : event);
        row.customStatus = checkpoint.customStatus() == null ? row.customStatus : checkpoint.customStatus();
        row.updated = checkpoint.at();
        switch (course) {
            case Course.Going() -> {}
            case Course.Parked(Instant until, long seen) -> {
                row.status = OperationStatus.WAITING;
                row.free(row.events.size() > seen ? AT_ONCE : until);
            }
            case Course.GivenBack() -> giveBack(row);
            case Course.Succeeded(String output) -> {
                row.output = output;
                row.end(OperationStatus.SUCCEEDED, checkpoint.at());
            }
            case Course.Failed(OperationError error) -> {
                row.error = error;
                row.end(OperationStatus.FAILED, checkpoint.at());
            }
        }
    }

    @Override
    public Uni<Change> raise(String id, String name, String payload, Instant now) {
        return answer(() -> {
            Row row = rows.get(id);
            List<RaisedEvent> waiting = row == null
                    ? List.of()
                    : row.events.stream()
                            .filter(event -> event.consumedBy() == null)
                            .toList();
            long length = waiting.stream()
                            .mapToLong(event -> event.payload().length())
                            .sum()
                    + payload.length();
            if (row != null
                    && !row.status.isOver()
                    && (waiting.size() >= EVENTS_WAITING_MAX || length > EVENTS_WAITING_LENGTH_MAX)) {
                return new Change.TooManyEvents(EVENTS_WAITING_MAX);
            }
            return change(row, alive -> {
                alive.events.add(
                        new RaisedEvent(alive.events.size() + 1L, name, payload, Timestamps.truncate(now), null));
                alive.updated = now;
                alive.due = alive.status == OperationStatus.WAITING ? AT_ONCE : alive.due;
            });
        });
    }

    @Override
    public Uni<Change> cancel(String id, @Nullable String reason, Instant now) {
        return answer(() -> change(rows.get(id), row -> {
            row.reason = reason;
            row.epoch++;
            row.end(OperationStatus.CANCELLED, now);
            tell(row);
        }));
    }

    @Override
    public Uni<Change> suspend(String id, @Nullable String reason, Instant now) {
        return answer(() -> change(rows.get(id), row -> {
            if (row.status != OperationStatus.SUSPENDED) {
                row.status = OperationStatus.SUSPENDED;
                row.reason = reason;
                row.updated = now;
                row.due = null;
            }
        }));
    }

    @Override
    public Uni<Change> resume(String id, Instant now) {
        return answer(() -> change(rows.get(id), row -> {
            if (row.status == OperationStatus.SUSPENDED) {
                row.reason = null;
                row.updated = now;
                row.due = row.owner == null ? AT_ONCE : row.leased;
                row.status = row.owner != null
                        ? OperationStatus.RUNNING
                        : row.epoch == 0 ? OperationStatus.PENDING : OperationStatus.WAITING;
            }
        }));
    }

    @Override
    public Uni<Change> rewind(String id, Instant deadline, Instant now) {
        return answer(() -> {
            Row row = rows.get(id);
            if (row == null) {
                return new Change.Unknown();
            }
            if (row.status != OperationStatus.FAILED) {
                return new Change.WrongStatus(row.view());
            }
            row.steps.values().removeIf(step -> switch (step.state()) {
                case StepState.Failed failed -> true;
                case StepState.Waiting(Instant until) -> step.kind() == Step.Kind.EVENT && !until.isAfter(now);
                case StepState.Done done -> false;
            });
            row.status = OperationStatus.PENDING;
            row.error = null;
            row.reason = null;
            row.ended = null;
            row.deadline = deadline;
            row.updated = now;
            row.epoch++;
            row.free(AT_ONCE);
            return new Change.Made(row.view());
        });
    }

    @Override
    public Uni<Change> forget(String id) {
        return answer(() -> {
            Row row = rows.get(id);
            if (row == null) {
                return new Change.Unknown();
            }
            if (!row.status.isOver()) {
                return new Change.WrongStatus(row.view());
            }
            remove(id);
            return new Change.Made(row.view());
        });
    }

    private static Change change(@Nullable Row row, Consumer<Row> work) {
        if (row == null) {
            return new Change.Unknown();
        }
        if (row.status.isOver()) {
            return new Change.AlreadyOver(row.view());
        }
        work.accept(row);
        return new Change.Made(row.view());
    }

    @Override
    public Uni<List<String>> expire(Instant now, int limit) {
        return answer(() -> rows.values().stream()
                .filter(row -> row.ended == null && !row.deadline.isAfter(now))
                .sorted(Comparator.comparing(row -> row.deadline))
                .limit(limit)
                .toList()
                .stream()
                .map(row -> {
                    row.error = OperationError.expired();
                    row.epoch++;
                    row.end(OperationStatus.FAILED, now);
                    tell(row);
                    return row.start.id();
                })
                .toList());
    }

    @Override
    public Uni<Integer> purge(Instant before, int limit) {
        return answer(() -> {
            List<Row> old = rows.values().stream()
                    .filter(row -> row.ended != null && row.ended.isBefore(before))
                    .filter(row -> !callbacks.isDue(row.start.id()))
                    .sorted(Comparator.comparing(row -> row.ended))
                    .limit(limit)
                    .toList();
            old.forEach(row -> remove(row.start.id()));
            return old.size();
        });
    }

    @Override
    public Uni<Integer> purge(OperationChoice which, int limit) {
        return answer(() -> {
            List<Operation> old = rows.values().stream()
                    .map(Row::view)
                    .filter(row -> row.status().isOver() && matches(which, row))
                    .sorted(Comparator.comparing(Operation::created).thenComparing(Operation::no))
                    .limit(limit)
                    .toList();
            old.forEach(row -> remove(row.id()));
            return old.size();
        });
    }

    /** As a rewind does. */
    public synchronized void runAgain(String id) {
        Row row = rows.get(id);
        row.status = OperationStatus.WAITING;
        row.ended = null;
        row.error = null;
        row.due = AT_ONCE;
    }

    @Nullable
    Operation withKey(@Nullable String key) {
        return key == null || !keys.containsKey(key)
                ? null
                : rows.get(keys.get(key)).view();
    }

    private <T> Uni<T> answer(Supplier<T> work) {
        return Uni.createFrom().item(() -> {
            synchronized (this) {
                return work.get();
            }
        });
    }
}
