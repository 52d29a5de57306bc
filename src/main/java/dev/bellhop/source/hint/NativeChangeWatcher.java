package dev.bellhop.source.hint;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import com.sun.nio.file.ExtendedWatchEventModifier;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Is told by the operating system. One thread waits for that until the watcher is closed.
 *
 * <p>The system follows folders, not paths. So a folder that was renamed or replaced is let go as soon as that is told,
 * and the scan that follows has it watched again where it is then.
 */
public final class NativeChangeWatcher implements ChangeWatcher {

    private static final Logger LOG = Logger.getLogger("dev.bellhop.source");

    private static final WatchEvent.Kind<?>[] KINDS = {ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE};

    private final Path root;
    private final Listener listener;
    private final WatchService service;
    /** Windows watches all that is in a folder, and would not let anybody rename folders that are watched themselves. */
    private final boolean wholeTree;

    private final Map<Path, WatchKey> keys = new ConcurrentHashMap<>();

    private NativeChangeWatcher(Path root, Listener listener, WatchService service, boolean wholeTree) {
        this.root = root;
        this.listener = listener;
        this.service = service;
        this.wholeTree = wholeTree;
    }

    /** As {@link ChangeWatcher.Opener}. */
    public static ChangeWatcher open(Path root, Listener listener) throws IOException {
        String system = System.getProperty("os.name", "");
        Optional<String> objection =
                HintPolicy.objection(system, Files.getFileStore(root).type());
        if (objection.isPresent()) {
            throw new IOException(objection.get());
        }
        NativeChangeWatcher watcher = new NativeChangeWatcher(
                root, listener, root.getFileSystem().newWatchService(), HintPolicy.isWindows(system));
        Thread.ofVirtual().name("bellhop-hints").start(watcher::listen);
        return watcher;
    }

    @Override
    public void watch(Path folder) throws IOException {
        boolean isRoot = folder.equals(root);
        WatchKey known = keys.get(folder);
        // Nobody tells that another folder was put in the place of the root.
        if (!isRoot && (wholeTree || (known != null && known.isValid()))) {
            return;
        }
        try {
            WatchKey key = wholeTree
                    ? folder.register(service, KINDS, ExtendedWatchEventModifier.FILE_TREE)
                    : folder.register(service, KINDS);
            keys.put(folder, key);
            if (known != null && !known.equals(key)) {
                known.cancel();
            }
        } catch (ClosedWatchServiceException closed) {
            keys.clear();
        }
    }

    @Override
    public int watched() {
        return keys.size();
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException e) {
            LOG.warnf("what tells of changes in %s did not end in order: %s", root, e.getMessage());
        }
    }

    private void listen() {
        try {
            while (true) {
                hear(service.take());
            }
        } catch (ClosedWatchServiceException closed) {
            // That is how it ends.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear(WatchKey key) {
        try {
            for (WatchEvent<?> event : key.pollEvents()) {
                hear((Path) key.watchable(), event);
            }
            if (!key.reset()) {
                keys.values().removeIf(gone -> gone.equals(key));
                // The folder has gone, and if it was the root nothing else tells.
                listener.overflowed();
            }
        } catch (ClosedWatchServiceException closed) {
            throw closed;
        } catch (RuntimeException e) {
            LOG.errorf(e, "a change in %s was not understood; it will be found at the next scan", root);
        }
    }

    private void hear(Path folder, WatchEvent<?> event) {
        if (!(event.context() instanceof Path name)) {
            listener.overflowed();
            return;
        }
        if (event.kind() != ENTRY_MODIFY) {
            letGo(folder.resolve(name));
        }
        listener.changed(folder, name);
    }

    /** Two paths may have one key while a scan has already met a renamed folder at its new path. */
    private void letGo(Path moved) {
        if (!keys.containsKey(moved)) {
            return;
        }
        keys.forEach((path, key) -> {
            if (path.startsWith(moved)) {
                key.cancel();
                keys.values().removeIf(other -> other.equals(key));
            }
        });
    }
}
