package dev.bellhop.operation;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Who waits for the end of an operation. */
public final class Endings {

    /** Requests that may wait at a time; the others are answered at once, as if their time was over. */
    public static final int WAITING_MAX = 10_000;

    private final Map<String, Set<CompletableFuture<Boolean>>> waiting = new ConcurrentHashMap<>();

    /** The operation is over. */
    public void ended(String id) {
        Set<CompletableFuture<Boolean>> those = waiting.remove(id);
        if (those != null) {
            those.forEach(end -> end.complete(true));
        }
    }

    /**
     * Looks whether the operations that somebody waits for are over: one that ended in another process, nobody here is
     * told of.
     */
    public Uni<Void> tick(Looking looking) {
        return Multi.createFrom()
                .iterable(List.copyOf(waiting.keySet()))
                .onItem()
                .transformToUniAndConcatenate(id -> looking.find(id).invoke(found -> {
                    if (found.isEmpty() || found.get().status().isOver()) {
                        ended(id);
                    }
                }))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Finds an operation as it is now. */
    @FunctionalInterface
    public interface Looking {
        Uni<Optional<Operation>> find(String id);
    }

    /** The operation when it is over, or as it is after this time. Waiting begins before looking: no end is missed. */
    Uni<Optional<Operation>> await(String id, Duration patience, Looking looking) {
        return Uni.createFrom().deferred(() -> {
            CompletableFuture<Boolean> end = new CompletableFuture<>();
            join(id, end);
            return looking.find(id)
                    .flatMap(found -> found.isEmpty() || found.get().status().isOver()
                            ? Uni.createFrom().item(found)
                            : Uni.createFrom()
                                    .completionStage(end)
                                    .ifNoItem()
                                    .after(patience)
                                    .recoverWithItem(false)
                                    .flatMap(ended -> ended
                                            ? looking.find(id)
                                            : Uni.createFrom().item(found)))
                    .onTermination()
                    .invoke(() -> leave(id, end));
        });
    }

    private void join(String id, CompletableFuture<Boolean> end) {
        if (waiting.size() >= WAITING_MAX) {
            end.complete(false);
            return;
        }
        waiting.compute(id, (key, those) -> {
            Set<CompletableFuture<Boolean>> all = those == null ? ConcurrentHashMap.newKeySet() : those;
            all.add(end);
            return all;
        });
    }

    private void leave(String id, CompletableFuture<Boolean> end) {
        waiting.computeIfPresent(id, (key, those) -> {
            those.remove(end);
            return those.isEmpty() ? null : those;
        });
    }

    /** Requests that wait for an operation, for tests. */
    int waiting() {
        return waiting.size();
    }
}
