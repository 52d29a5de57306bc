package dev.bellhop.operation.action.files;

import dev.bellhop.operation.OperationFailed;
import dev.bellhop.operation.RetryPolicy;
import dev.bellhop.source.FolderUnavailable;
import dev.bellhop.source.Source;
import dev.bellhop.source.Sources;
import dev.bellhop.source.content.FileMoves.MoveResult;
import dev.bellhop.source.file.FileLook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Folder sources as actions see them, and what can be wrong with them and their files in the words of actions. */
public final class Folders {

    /** For what may pass: a share that is not mounted, a server that is away, a disk that is full. Over a minute in all. */
    public static final RetryPolicy PATIENCE = RetryPolicy.doubling(5, Duration.ofSeconds(5));

    private final Sources sources;

    public Folders(Sources sources) {
        this.sources = sources;
    }

    /** The folder source of this name. */
    public Source.Directory find(String source) {
        if (sources.find(source).orElse(null) instanceof Source.Directory directory) {
            return directory;
        }
        throw new OperationFailed("unknown-source", "There is no folder source named '" + source + "'");
    }

    /** The folder did not do what it was asked for; it is asked again. */
    public static OperationFailed troubled(String source, IOException trouble) {
        return OperationFailed.forNow(
                "folder-unavailable", "The folder of source " + source + " cannot be used now: " + reason(trouble));
    }

    /** As the other one; what is wrapped around the trouble says nothing. */
    public static OperationFailed troubled(String source, UncheckedIOException trouble) {
        return troubled(source, Objects.requireNonNull(trouble.getCause()));
    }

    /** As the other one, for a folder that broke off while it was listed. */
    static OperationFailed troubled(String source, DirectoryIteratorException trouble) {
        return troubled(source, Objects.requireNonNull(trouble.getCause()));
    }

    /** Why there is no moved file; a bug if there is one. */
    public static OperationFailed notMoved(MoveResult result, String from, String to) {
        return switch (result) {
            case MoveResult.Gone gone -> unknownFile(from);
            case MoveResult.Changed changed ->
                new OperationFailed("file-changed", "'" + from + "' is another file now than it was at the start");
            case MoveResult.Refused(String reason) -> refused(to, reason);
            case MoveResult.ReadOnly no -> readOnly(to);
            case MoveResult.Exists exists -> exists(to);
            case MoveResult.Moved moved -> throw new IllegalStateException("It was moved");
        };
    }

    static OperationFailed unknownFile(String path) {
        return new OperationFailed("unknown-file", "The source has no file '" + path + "'");
    }

    static OperationFailed refused(String path, String reason) {
        return new OperationFailed("file-refused", "'" + path + "' cannot be written: " + reason);
    }

    static OperationFailed readOnly(String path) {
        return new OperationFailed(
                "folder-read-only",
                "'" + path + "' cannot be written: folders of SFTP servers and blob containers are only read");
    }

    static OperationFailed exists(String path) {
        return new OperationFailed(
                "file-exists", "There is a file '" + path + "' already; with \"overwrite\":true it would be replaced");
    }

    /** As in headers, polls and events. */
    public static String etag(FileLook look) {
        return '"' + look.version() + '"';
    }

    /** What the system says, without the path of the machine that it puts before. */
    private static String reason(IOException trouble) {
        String said = trouble instanceof FileSystemException failure ? failure.getReason() : trouble.getMessage();
        boolean forPeople = trouble instanceof FolderUnavailable || trouble instanceof FileSystemException;
        return forPeople || isPlain(said)
                ? Objects.requireNonNullElse(said, trouble.getClass().getSimpleName())
                : trouble.getClass().getSimpleName();
    }

    /** Such as "No space left on device". */
    private static boolean isPlain(@Nullable String said) {
        return said != null && said.length() < 80 && said.matches("[A-Za-z ,]+");
    }
}
