package dev.bellhop.testing;

import dev.bellhop.delivery.history.AttemptRecord;
import dev.bellhop.delivery.history.AttemptStore;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The reference for {@link AttemptStore}; it keeps exactly the newest ones. */
public final class InMemoryAttemptStore implements AttemptStore {

    private final int keptMax;
    private final List<Kept> kept = new ArrayList<>();
    private long cursor;

    public InMemoryAttemptStore(int keptMax) {
        this.keptMax = keptMax;
    }

    @Override
    public synchronized Uni<Void> append(List<AttemptRecord> attempts) {
        attempts.forEach(attempt -> kept.add(new Kept(++cursor, attempt)));
        attempts.stream()
                .map(AttemptRecord::subscription)
                .distinct()
                .forEach(id -> kept.removeAll(of(id).skip(keptMax).toList()));
        return Uni.createFrom().voidItem();
    }

    @Override
    public synchronized Uni<List<Kept>> list(String subscription, long before, int limit) {
        return Uni.createFrom()
                .item(of(subscription)
                        .filter(each -> each.cursor() < before)
                        .limit(limit)
                        .toList());
    }

    @Override
    public synchronized Uni<Integer> expire(Instant before) {
        int size = kept.size();
        kept.removeIf(each -> each.attempt().at().isBefore(before));
        return Uni.createFrom().item(size - kept.size());
    }

    private Stream<Kept> of(String subscription) {
        return kept.stream()
                .filter(each -> each.attempt().subscription().equals(subscription))
                .sorted(Comparator.comparing(Kept::cursor).reversed());
    }
}
