package dev.bellhop.source.file;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A ledger that counts what it is asked, and fails when it is told to, as a database does. */
final class UnreliableLedger implements FileLedger {

    private final FileLedger ledger;
    private int failingPuts;
    private int failingFindsAfter = Integer.MAX_VALUE;
    private int lists;
    private Callable<?> beforeFind = () -> null;

    UnreliableLedger(FileLedger ledger) {
        this.ledger = ledger;
    }

    /** The next so many writes fail. */
    void failPuts(int count) {
        failingPuts = count;
    }

    /** Reads fail, but for the first so many. */
    void failFindsAfter(int count) {
        failingFindsAfter = count;
    }

    /** What happens after a page was read from the folder, and before it is compared. */
    void beforeFind(Callable<?> happening) {
        beforeFind = happening;
    }

    int lists() {
        return lists;
    }

    @Override
    public Uni<Map<String, Optional<Entry>>> unlike(String source, Collection<ObservedFile> files, boolean keysToo) {
        return Uni.createFrom().deferred(() -> {
            happen();
            return failingFindsAfter-- <= 0 ? away() : ledger.unlike(source, files, keysToo);
        });
    }

    @Override
    public Uni<Map<String, Entry>> find(String source, Collection<String> paths) {
        return Uni.createFrom().deferred(() -> failingFindsAfter-- <= 0 ? away() : ledger.find(source, paths));
    }

    @Override
    public Uni<List<Entry>> findByKeys(String source, Collection<String> keys, int limit) {
        return ledger.findByKeys(source, keys, limit);
    }

    @Override
    public Uni<Long> count(String source) {
        return ledger.count(source);
    }

    @Override
    public Uni<List<Entry>> list(String source, String afterPath, int limit) {
        return Uni.createFrom().deferred(() -> {
            lists++;
            return ledger.list(source, afterPath, limit);
        });
    }

    @Override
    public Uni<Void> put(String source, Collection<Entry> entries) {
        return Uni.createFrom().deferred(() -> failingPuts-- > 0 ? away() : ledger.put(source, entries));
    }

    private void happen() {
        try {
            Object ignored = beforeFind.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> Uni<T> away() {
        return Uni.createFrom().failure(new IllegalStateException("The database is away"));
    }
}
