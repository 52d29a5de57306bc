package dev.bellhop.operation;

import dev.bellhop.event.Ids;
import dev.bellhop.operation.engine.OperationRunner;
import dev.bellhop.operation.json.FieldProblem;
import dev.bellhop.operation.json.SecretFields;
import dev.bellhop.operation.json.Shapes;
import dev.bellhop.operation.store.Change;
import dev.bellhop.operation.store.NewOperation;
import dev.bellhop.operation.store.OperationChoice;
import dev.bellhop.operation.store.OperationStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What callers do with operations; whatever runs is told at once. */
public final class Operations {

    static final int PURGED_AT_ONCE_MAX = 200;

    private final OperationStore store;
    private final Actions actions;
    private final OperationRunner runner;
    private final Endings endings;
    private final Ids ids;
    private final InstantSource clock;

    public Operations(
            OperationStore store,
            Actions actions,
            OperationRunner runner,
            Endings endings,
            Ids ids,
            InstantSource clock) {
        this.store = store;
        this.actions = actions;
        this.runner = runner;
        this.endings = endings;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Who wants what.
     *
     * @param caller its name; a key is its own
     * @param key of two starts with the same one only the first starts anything; {@code null} for none
     * @param input JSON
     * @param id that the caller chose, see {@link OperationIds}; {@code null} for a new one
     */
    public record Request(
            String action,
            String caller,
            @Nullable String key,
            String input,
            @Nullable String id) {

        /** One with a new id. */
        public Request(String action, String caller, @Nullable String key, String input) {
            this(action, caller, key, input, null);
        }
    }

    /** What came of a start. */
    public sealed interface Start {

        /** Started, by this request or by an earlier one with the same key. */
        record Started(Operation operation, boolean isNew) implements Start {}

        record UnknownAction() implements Start {}

        /** The input does not fit the schema of the action. */
        record Unfit(List<FieldProblem> problems) implements Start {}

        /** What it is known by was used for another input. */
        record KeyUsed() implements Start {}

        /** Another operation has the id, and is not over. */
        record IdTaken(Operation holder) implements Start {}
    }

    public Actions actions() {
        return actions;
    }

    public OperationStore store() {
        return store;
    }

    /** Goes on at once with what this process was at when it ended last. */
    public Uni<Void> begin() {
        return runner.start();
    }

    /** Runs what has become due, and answers those who wait for what ended in another process. */
    public Uni<Void> tick() {
        return runner.tick().flatMap(done -> endings.tick(store::find));
    }

    /** Lets other processes go on with what runs here. */
    public Uni<Void> stop() {
        return runner.stop();
    }

    /** The sources that the input is about; empty if there is no such action, or the input does not fit it. */
    public Optional<Set<String>> sources(String action, String input) {
        return actions.find(action).flatMap(found -> sources(found, input));
    }

    private static <I> Optional<Set<String>> sources(Action<I, ?> action, String input) {
        return Shapes.read(action.inputType(), input) instanceof Shapes.Outcome.Fits<I>(I read)
                ? Optional.of(action.sources(read))
                : Optional.empty();
    }

    /** Starts an operation; it is stored when this answers. */
    public Uni<Start> start(Request request) {
        return start(
                request,
                operation ->
                        (request.id() == null ? store.start(operation) : store.startAs(operation)).map(Optional::of));
    }

    /** As {@link #start(Request)}, but stored by somebody else, with what belongs to it. */
    public Uni<Start> start(Request request, Storing storing) {
        Optional<Action<?, ?>> action = actions.find(request.action());
        return action.isEmpty()
                ? Uni.createFrom().item(new Start.UnknownAction())
                : start(action.get(), request, storing);
    }

    /** Stores an operation, or finds the one that it is; empty if what it is known by means several. */
    @FunctionalInterface
    public interface Storing {
        Uni<Optional<OperationStore.Started>> store(NewOperation operation);
    }

    private <I> Uni<Start> start(Action<I, ?> action, Request request, Storing storing) {
        return switch (Shapes.read(action.inputType(), request.input())) {
            case Shapes.Outcome.Unfit<I>(List<FieldProblem> problems) ->
                Uni.createFrom().item(new Start.Unfit(problems));
            case Shapes.Outcome.Fits<I>(I input) -> {
                Instant now = clock.instant();
                String key = request.key() == null
                        ? null
                        : String.join("\n", request.caller(), request.action(), request.key());
                // As read, not as written: the same input in another order of fields is the same.
                String written = actions.kept(action, Objects.requireNonNullElse(Shapes.write(input), "null"));
                yield storing.store(new NewOperation(
                                Objects.requireNonNullElseGet(request.id(), ids::next),
                                action.name(),
                                request.caller(),
                                key,
                                written,
                                now,
                                now.plus(action.timeLimit())))
                        .map(started ->
                                started.map(known -> started(known, written)).orElseGet(Start.KeyUsed::new));
            }
        };
    }

    private Start started(OperationStore.Started started, String input) {
        Operation operation = started.operation();
        return switch (started.how()) {
            case NEW -> {
                runner.wake();
                yield new Start.Started(operation, true);
            }
            case SAME_KEY ->
                SecretFields.isSame(operation.input(), input)
                        ? new Start.Started(operation, false)
                        : new Start.KeyUsed();
            case ID_TAKEN -> new Start.IdTaken(operation);
        };
    }

    /**
     * Starts the same action with the same input once more.
     *
     * @param sameId whether it takes the place of the one before, which must be over then
     */
    public Uni<Start> restart(Operation before, String caller, boolean sameId) {
        return start(new Request(
                before.action(), caller, null, actions.opened(before.input()), sameId ? before.id() : null));
    }

    /** Queues one that failed again; what it had done is not done again. */
    public Uni<Change> rewind(String id) {
        return store.find(id).flatMap(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(new Change.Unknown());
            }
            Instant now = clock.instant();
            Duration limit = actions.find(found.get().action())
                    .map(Action::timeLimit)
                    .orElseGet(() ->
                            Duration.between(found.get().created(), found.get().deadline()));
            return store.rewind(id, now.plus(limit), now).invoke(change -> runner.wake());
        });
    }

    /** Forgets those that are meant and over, in batches, so that nobody waits for it long; returns how many. */
    public Uni<Long> purge(OperationChoice which) {
        return Multi.createBy()
                .repeating()
                .uni(() -> store.purge(which, PURGED_AT_ONCE_MAX))
                .whilst(purged -> purged == PURGED_AT_ONCE_MAX)
                .collect()
                .with(Collectors.summingLong(Integer::longValue));
    }

    /** The operation as it is when it is over, or after this time; empty if there is none. */
    public Uni<Optional<Operation>> await(String id, Duration patience) {
        return patience.isZero() ? store.find(id) : endings.await(id, patience, store::find);
    }

    /** Keeps an event for it; it need not wait for it yet. */
    public Uni<Change> raise(String id, String name, String payload) {
        return store.raise(id, name, payload, clock.instant()).invoke(change -> runner.wake());
    }

    public Uni<Change> cancel(String id, @Nullable String reason) {
        return store.cancel(id, reason, clock.instant()).invoke(change -> {
            if (change instanceof Change.Made) {
                runner.ended(id);
            }
        });
    }

    /** Tells whoever waits for its end, which somebody else has stored. */
    public void tellEnd(String id) {
        runner.ended(id);
    }

    public Uni<Change> suspend(String id, @Nullable String reason) {
        return store.suspend(id, reason, clock.instant());
    }

    public Uni<Change> resume(String id) {
        return store.resume(id, clock.instant()).invoke(change -> runner.wake());
    }
}
