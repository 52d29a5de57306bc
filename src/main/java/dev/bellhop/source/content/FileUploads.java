package dev.bellhop.source.content;

import dev.bellhop.event.Ids;
import dev.bellhop.source.file.FileLook;
import dev.bellhop.source.file.FolderSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Writes files as callers send them, each at once: it is received under a name that no source watches, stored, and then
 * gets its own name. Blocks.
 */
public final class FileUploads {

    /** Every upload holds a thread, and others need threads too. */
    public static final int UPLOADS_MAX = 32;

    private final Ids ids;
    private final long bytesMax;
    private final Semaphore free = new Semaphore(UPLOADS_MAX);
    /** Held while a condition is looked at and the file put in place, so that two callers cannot both be the first. */
    private final Object placing = new Object();

    /**
     * Makes it.
     *
     * @param bytesMax the largest file
     */
    public FileUploads(Ids ids, long bytesMax) {
        this.ids = ids;
        this.bytesMax = bytesMax;
    }

    public long bytesMax() {
        return bytesMax;
    }

    /**
     * Writes a file, and the folders that it is in.
     *
     * @param wanted whether what is there, if anything is, may be replaced
     * @throws IOException if the folder cannot take it
     */
    public UploadResult write(
            FolderSettings settings, String path, InputStream body, Predicate<Optional<FileLook>> wanted)
            throws IOException {
        Optional<UploadResult> refusal = refusal(settings, path);
        return refusal.isPresent()
                ? refusal.get()
                : inTurn(() -> write(new UploadTarget(settings.root(), path), body, wanted), UploadResult.Busy::new);
    }

    /** Why there can be no file of this path, whatever is in the folder. */
    static Optional<UploadResult> refusal(FolderSettings settings, String path) {
        return settings.root().getFileSystem().isReadOnly()
                ? Optional.of(new UploadResult.ReadOnly())
                : WritableNames.refusal(path, settings).map(UploadResult.Refused::new);
    }

    /** Does work that holds a thread as long as the caller likes to take. */
    <T> T inTurn(Work<T> work, Supplier<T> busy) throws IOException {
        if (!free.tryAcquire()) {
            return busy.get();
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    /** Something that files may get in the way of. */
    @FunctionalInterface
    interface Work<T> {
        T get() throws IOException;
    }

    private UploadResult write(UploadTarget target, InputStream body, Predicate<Optional<FileLook>> wanted)
            throws IOException {
        Optional<UploadResult> obstacle = obstacle(target, wanted);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        target.makeFolders();
        Path temporary = target.temporary(ids.next());
        try {
            Optional<UploadResult> failure = new UploadReceiver(bytesMax).receive(body, temporary);
            return failure.isPresent() ? failure.get() : place(target, temporary, wanted);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Gives what was received its name, if it still may have it. */
    UploadResult place(UploadTarget target, Path temporary, Predicate<Optional<FileLook>> wanted) throws IOException {
        synchronized (placing) {
            // Once more: receiving may have taken hours.
            Optional<UploadResult> obstacle = obstacle(target, wanted);
            return obstacle.isPresent()
                    ? obstacle.get()
                    : target.place(temporary).orElseGet(UploadResult.NotWanted::new);
        }
    }

    /** What is in the way now. */
    static Optional<UploadResult> obstacle(UploadTarget target, Predicate<Optional<FileLook>> wanted)
            throws IOException {
        Optional<String> refusal = target.refusal();
        if (refusal.isPresent()) {
            return Optional.of(new UploadResult.Refused(refusal.get()));
        }
        return wanted.test(target.present()) ? Optional.empty() : Optional.of(new UploadResult.NotWanted());
    }
}
