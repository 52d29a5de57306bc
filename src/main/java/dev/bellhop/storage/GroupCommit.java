package dev.bellhop.storage;

import dev.bellhop.log.StorageUnavailable;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Commits many requests in one transaction: while one commit is under way the next ones queue, and all of them go into
 * the following transaction. Every request is answered after the commit that holds it.
 *
 * <p>If the database fails, all requests of the group fail. If it refuses the group, each request is tried again alone, so
 * that the one that cannot be written fails by itself.
 */
public final class GroupCommit<I, O> {

    /** Requests one transaction takes at the most. */
    static final int REQUESTS_MAX = 1_000;
    /** Weight (bytes, roughly) one transaction takes at the most. */
    static final long TRANSACTION_WEIGHT_MAX = 8L << 20;
    /** Weight that may wait; beyond it requests are refused before anything is done. */
    static final long QUEUE_WEIGHT_MAX = 64L << 20;

    private final Function<List<I>, Uni<List<O>>> commit;
    private final ToLongFunction<I> weight;
    private final Queue<Pending<I, O>> queue = new ArrayDeque<>();
    private long queued;
    private boolean committing;

    public GroupCommit(Function<List<I>, Uni<List<O>>> commit, ToLongFunction<I> weight) {
        this.commit = commit;
        this.weight = weight;
    }

    /** Queues the request; fails with {@link StorageUnavailable} if too much is waiting already. */
    public Uni<O> submit(I request) {
        return Uni.createFrom().emitter(emitter -> {
            Pending<I, O> pending = new Pending<>(request, weight.applyAsLong(request), emitter);
            if (!enqueue(pending)) {
                emitter.fail(new StorageUnavailable("More is waiting to be written than may wait"));
                return;
            }
            commitNext();
        });
    }

    private synchronized boolean enqueue(Pending<I, O> pending) {
        if (queued > 0 && queued + pending.weight() > QUEUE_WEIGHT_MAX) {
            return false;
        }
        queued += pending.weight();
        return queue.add(pending);
    }

    private void commitNext() {
        List<Pending<I, O>> batch = takeBatch();
        if (batch.isEmpty()) {
            return;
        }
        commit(batch)
                .subscribe()
                .with(
                        results -> {
                            committed();
                            for (int i = 0; i < batch.size(); i++) {
                                batch.get(i).emitter().complete(results.get(i));
                            }
                        },
                        failure -> {
                            if (batch.size() > 1 && !(failure instanceof StorageUnavailable)) {
                                commitAlone(batch);
                            } else {
                                committed();
                                batch.forEach(pending -> pending.emitter().fail(failure));
                            }
                        });
    }

    private Uni<List<O>> commit(List<Pending<I, O>> batch) {
        return Uni.createFrom()
                .deferred(
                        () -> commit.apply(batch.stream().map(Pending::request).toList()));
    }

    private void commitAlone(List<Pending<I, O>> batch) {
        Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUniAndConcatenate(pending -> commit(List.of(pending))
                        .invoke(results -> pending.emitter().complete(results.getFirst()))
                        .onFailure()
                        .invoke(pending.emitter()::fail)
                        .onFailure()
                        .recoverWithNull())
                .subscribe()
                .with(answered -> {}, this::committed);
    }

    private void committed() {
        synchronized (this) {
            committing = false;
        }
        commitNext();
    }

    private synchronized List<Pending<I, O>> takeBatch() {
        List<Pending<I, O>> batch = new ArrayList<>();
        if (committing) {
            return batch;
        }
        long taken = 0;
        while (batch.size() < REQUESTS_MAX && !queue.isEmpty()) {
            long next = queue.element().weight();
            if (!batch.isEmpty() && taken + next > TRANSACTION_WEIGHT_MAX) {
                break;
            }
            batch.add(queue.remove());
            taken += next;
        }
        queued -= taken;
        committing = !batch.isEmpty();
        return batch;
    }

    private record Pending<I, O>(I request, long weight, UniEmitter<? super O> emitter) {}
}
