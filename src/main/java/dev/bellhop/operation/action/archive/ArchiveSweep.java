package dev.bellhop.operation.action.archive;

import dev.bellhop.operation.Operation;
import dev.bellhop.operation.store.OperationStore;
import dev.bellhop.source.Source;
import dev.bellhop.source.Sources;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * Deletes what archives left behind that were cancelled, or failed. Each tick looks at one folder of every source: nothing
 * needs to be remembered, so nothing is forgotten in a crash.
 */
public final class ArchiveSweep {

    /** Another Bellhop may work in the same folder: what this one knows nothing of is left alone for so long. */
    static final Duration STRANGE_AGE = Duration.ofDays(1);

    private static final Logger LOG = Logger.getLogger("dev.bellhop.operation");

    private final Sources sources;
    private final OperationStore store;
    private final InstantSource clock;
    private final Executor blocking;

    public ArchiveSweep(Sources sources, OperationStore store, InstantSource clock, Executor blocking) {
        this.sources = sources;
        this.store = store;
        this.clock = clock;
        this.blocking = blocking;
    }

    private record LeftOver(String source, WorkFolder folder) {
        String operation() {
            return folder.operation();
        }
    }

    public Uni<Void> tick() {
        return Uni.createFrom()
                .item(this::found)
                .runSubscriptionOn(blocking)
                .flatMap(found -> Multi.createFrom()
                        .iterable(found)
                        .onItem()
                        .transformToUniAndConcatenate(folder ->
                                store.find(folder.operation()).emitOn(blocking).invoke(of -> sweep(folder, of)))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private List<LeftOver> found() {
        List<LeftOver> found = new ArrayList<>();
        for (Source.Directory source : sources.directories()) {
            Path root = source.folder().root();
            if (!root.getFileSystem().isReadOnly()) {
                try {
                    WorkFolder.of(root).forEach(folder -> found.add(new LeftOver(source.name(), folder)));
                } catch (IOException | DirectoryIteratorException away) {
                    LOG.debugf("source %s: its unfinished archives cannot be listed: %s", source.name(), away);
                }
            }
        }
        return found;
    }

    private void sweep(LeftOver left, Optional<Operation> of) {
        try {
            boolean over = of.isPresent()
                    ? of.get().status().isOver()
                    : left.folder().changed().plus(STRANGE_AGE).isBefore(clock.instant());
            if (over) {
                left.folder().delete();
            }
        } catch (IOException | DirectoryIteratorException away) {
            LOG.warnf(
                    "source %s: what archive %s left behind cannot be deleted: %s",
                    left.source(), left.operation(), away.getClass().getSimpleName());
        }
    }
}
