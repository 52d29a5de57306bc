package dev.bellhop.log;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Queue;

/** A database that works at once, counts what it is asked, and whose answers can be held back or fail. */
public final class HeldBackEventStore implements EventStore {

    private final EventStore store;
    private final Queue<Runnable> heldBack = new ArrayDeque<>();
    private boolean holding;
    private String failing = "";
    private int reads;

    public HeldBackEventStore(EventStore store) {
        this.store = store;
    }

    /** From now on answers wait until {@link #letGo}. */
    public void hold() {
        holding = true;
    }

    /** From now on answers come at once; those held back still wait. */
    public void goOn() {
        holding = false;
    }

    /** Gives the oldest answer that was held back. */
    public void letGo() {
        heldBack.remove().run();
    }

    /** Every request for this source fails; none if it is empty. */
    public void failFor(String source) {
        failing = source;
    }

    /** How often events or positions were asked for. */
    public int reads() {
        return reads;
    }

    @Override
    public Uni<LogHead> open(String source) {
        return answer(source, store.open(source));
    }

    @Override
    public Uni<List<LogHead>> heads(Collection<String> sources) {
        return answer(String.join(",", sources), store.heads(sources));
    }

    @Override
    public Uni<Appending> append(String source, List<CloudEvent> events) {
        return answer(source, store.append(source, events));
    }

    @Override
    public Uni<List<Event>> read(String source, long from, int limit) {
        return answer(source, store.read(source, from, limit)).invoke(() -> reads++);
    }

    @Override
    public Uni<Long> positionAt(String source, Instant time) {
        return answer(source, store.positionAt(source, time)).invoke(() -> reads++);
    }

    @Override
    public Uni<LogHead> expire(String source, long upTo, int limit) {
        return answer(source, store.expire(source, upTo, limit));
    }

    private <T> Uni<T> answer(String source, Uni<T> work) {
        return Uni.createFrom().emitter(emitter -> {
            if (source.equals(failing)) {
                emitter.fail(new StorageUnavailable("The database is away"));
                return;
            }
            boolean late = holding;
            work.subscribe()
                    .with(
                            answer -> {
                                if (late) {
                                    heldBack.add(() -> emitter.complete(answer));
                                } else {
                                    emitter.complete(answer);
                                }
                            },
                            emitter::fail);
        });
    }
}
