package dev.bellhop.source.hint;

import dev.bellhop.source.file.FolderSettings;
import dev.bellhop.source.hint.ChangeWatcher.Listener;
import dev.bellhop.source.hint.ChangeWatcher.Opener;
import dev.bellhop.source.probe.DoneFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hears of changes in the folders that the scans of one source meet, and passes on that there was one. A hint is worth
 * a scan and nothing more: what is never heard of is found by the periodic scan.
 *
 * <p>Between {@link #begin} and {@link #end}, that is while this process may scan.
 */
public final class FolderHints implements Listener {

    /** Folders of a source that are watched; the system keeps about 1 kB for each of them. */
    static final int FOLDERS_MAX = 8_192;

    private static final Logger LOG = Logger.getLogger("dev.bellhop.source");

    private final String source;
    private final FolderSettings settings;
    private final Opener opener;
    private final Runnable hint;
    private volatile boolean usable;
    private volatile boolean begun;
    private volatile @Nullable ChangeWatcher watcher;
    private boolean fullSaid;

    /**
     * Makes hints that have not begun.
     *
     * @param wanted whether hints shall be used at all
     * @param hint is run for every change that may be news; must be quick
     */
    public FolderHints(String source, FolderSettings settings, boolean wanted, Opener opener, Runnable hint) {
        this.source = source;
        this.settings = settings;
        this.opener = opener;
        this.hint = hint;
        this.usable = wanted && settings.isLocal();
    }

    /** From now on folders that are met are watched. */
    public void begin() {
        begun = usable;
    }

    /** Watches nothing any more, until it begins again. */
    public void end() {
        // In this order: a watcher that is being opened meanwhile is closed by whoever opens it.
        begun = false;
        ChangeWatcher ended = watcher;
        watcher = null;
        if (ended != null) {
            ended.close();
        }
    }

    /** Whether changes are heard of, as a rule. */
    public boolean areOn() {
        return watcher != null;
    }

    /** Watches a folder that a scan is about to list. On one thread at a time; blocks. */
    public void meet(Path folder) {
        if (!begun) {
            return;
        }
        try {
            watch(opened(), folder);
        } catch (FileSystemException unreadable) {
            // The scan has the same trouble with this folder, and tells it.
        } catch (IOException e) {
            usable = false;
            end();
            LOG.infof(
                    "source %s: changes are found by scanning every %d s alone, without hints: %s",
                    source, settings.scanEvery().toSeconds(), HintPolicy.reason(e));
        }
    }

    private ChangeWatcher opened() throws IOException {
        ChangeWatcher kept = watcher;
        if (kept != null) {
            return kept;
        }
        ChangeWatcher opened = opener.open(settings.root(), this);
        watcher = opened;
        if (!begun) {
            end();
        }
        return opened;
    }

    private void watch(ChangeWatcher opened, Path folder) throws IOException {
        if (opened.watched() < FOLDERS_MAX || folder.equals(settings.root())) {
            opened.watch(folder);
        } else if (!fullSaid) {
            fullSaid = true;
            LOG.infof(
                    "source %s: hints cover the first %d folders; changes in the others are found by scanning every"
                            + " %d s",
                    source, FOLDERS_MAX, settings.scanEvery().toSeconds());
        }
    }

    @Override
    public void changed(Path folder, Path name) {
        Path relative = settings.root().relativize(folder.resolve(name));
        DoneFile doneFile = settings.newness().doneFile();
        boolean isMarker =
                doneFile != null && doneFile.isMarker(relative.getFileName().toString());
        // What it is cannot be asked any more once it is gone: it may be news if either a file or a folder would be.
        if (isMarker
                || settings.filter().acceptsFile(relative)
                || (settings.recursive() && settings.filter().entersFolder(relative))) {
            overflowed();
        }
    }

    @Override
    public void overflowed() {
        if (begun) {
            hint.run();
        }
    }
}
