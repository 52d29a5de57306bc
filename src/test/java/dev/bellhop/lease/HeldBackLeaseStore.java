package dev.bellhop.lease;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;

/** A database whose answers can be held back, made to overtake each other, or fail; it works at once. */
final class HeldBackLeaseStore implements LeaseStore {

    private final LeaseStore store;
    private final Queue<Runnable> heldBack = new ArrayDeque<>();
    private boolean holding;
    private boolean failing;
    private int renewals;
    private int claims;

    HeldBackLeaseStore(LeaseStore store) {
        this.store = store;
    }

    /** From now on answers wait until {@link #letGo}. */
    void hold() {
        holding = true;
    }

    /** From now on answers come at once; those held back still wait. */
    void goOn() {
        holding = false;
    }

    /** Gives the oldest answer that was held back. */
    void letGo() {
        heldBack.remove().run();
    }

    /** The next request fails. */
    void failNext() {
        failing = true;
    }

    int renewals() {
        return renewals;
    }

    int claims() {
        return claims;
    }

    @Override
    public Uni<List<Lease>> claim(Collection<String> names, String owner, Instant now, Instant until) {
        return answer(() -> {
            claims++;
            return store.claim(names, owner, now, until);
        });
    }

    @Override
    public Uni<List<Lease>> renew(String owner, Instant now, Instant until) {
        return answer(() -> {
            renewals++;
            return store.renew(owner, now, until);
        });
    }

    @Override
    public Uni<Void> release(Collection<String> names, String owner) {
        return answer(() -> store.release(names, owner));
    }

    private <T> Uni<T> answer(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            if (failing) {
                failing = false;
                emitter.fail(new IllegalStateException("The database is away"));
                return;
            }
            boolean late = holding;
            work.get().subscribe().with(answer -> {
                if (late) {
                    heldBack.add(() -> emitter.complete(answer));
                } else {
                    emitter.complete(answer);
                }
            });
        });
    }
}
