package dev.bellhop.source;

import dev.bellhop.source.SourcesConfig.SourceConfig;
import dev.bellhop.source.blob.BlobSetup;
import dev.bellhop.source.sftp.SftpSetup;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Finds the folders that configuration names, by path or by URI, and notes what is wrong with them. */
final class FolderSearch {

    private final Path base;
    private final LongSupplier nanos;
    private final List<String> problems;
    private final Map<URI, String> found = new HashMap<>();

    /**
     * Makes the search.
     *
     * @param base folder that relative paths start from
     * @param nanos monotonic, see {@link System#nanoTime}
     * @param problems is added to
     */
    FolderSearch(Path base, LongSupplier nanos, List<String> problems) {
        this.base = base;
        this.nanos = nanos;
        this.problems = problems;
    }

    /**
     * Finds the folder of a source.
     *
     * @param source the keys of the source begin with it
     */
    Optional<Path> find(String source, SourceConfig config) {
        String key = source + ".directory";
        String directory = config.directory().orElse("");
        if (directory.isBlank()) {
            problems.add(key + " is missing: name the folder to watch");
            return Optional.empty();
        }
        if (SftpSetup.isSet(config.sftp()) && !directory.startsWith(SftpSetup.SCHEME + ':')) {
            problems.add(source + ".sftp: only a folder of an SFTP server has these keys; remove them, or set " + key
                    + " to sftp://<host>/<folder>");
            return Optional.empty();
        }
        if (BlobSetup.isSet(config.blob()) && !directory.startsWith(BlobSetup.SCHEME + ':')) {
            problems.add(source + ".blob: only a container of Azure Blob Storage has these keys; remove them, or set "
                    + key + " to azblob://<account>/<container>/<folder>");
            return Optional.empty();
        }
        return FolderUri.isMeant(directory) ? byUri(source, directory, config) : byPath(key, directory);
    }

    private Optional<Path> byPath(String key, String directory) {
        try {
            return usable(key, directory, base.resolve(FileSystems.getDefault().getPath(directory)));
        } catch (InvalidPathException | IOException e) {
            problems.add(key + "=" + directory + ": is no usable path (" + e.getMessage() + ")");
            return Optional.empty();
        }
    }

    private Optional<Path> byUri(String source, String directory, SourceConfig config) {
        String key = source + ".directory";
        try {
            FolderUri uri = FolderUri.parse(directory);
            return switch (uri.uri().getScheme()) {
                case SftpSetup.SCHEME -> bySftp(source, uri.uri(), config);
                case BlobSetup.SCHEME -> byBlob(source, uri.uri(), config);
                default -> usable(key, uri.toString(), uri.open());
            };
        } catch (FolderUri.Unusable e) {
            problems.add(key + ": " + e.getMessage());
        } catch (IOException e) {
            // What other file systems write into their messages is not known, and may be a credential.
            problems.add(key + ": the folder of this URI cannot be read ("
                    + e.getClass().getSimpleName() + ")");
        }
        return Optional.empty();
    }

    /** Not looked at now: a server that is away must not keep Bellhop from starting. */
    private Optional<Path> bySftp(String source, URI uri, SourceConfig config) {
        return switch (SftpSetup.read(source, uri, config.sftp(), base, nanos)) {
            case SftpSetup.Ready(Path folder) -> unique(source + ".directory", folder);
            case SftpSetup.Wrong(List<String> wrong) -> wrong(wrong);
        };
    }

    private Optional<Path> byBlob(String source, URI uri, SourceConfig config) {
        return switch (BlobSetup.read(source, uri, config.blob(), nanos)) {
            case BlobSetup.Ready(Path folder) -> unique(source + ".directory", folder);
            case BlobSetup.Wrong(List<String> wrong) -> wrong(wrong);
        };
    }

    private Optional<Path> wrong(List<String> wrong) {
        problems.addAll(wrong);
        return Optional.empty();
    }

    private Optional<Path> usable(String key, String shown, Path path) throws IOException {
        if (!Files.exists(path)) {
            problems.add(key + "=" + shown + ": there is no such folder; create it (looked at " + path.toAbsolutePath()
                    + ")");
        } else if (!Files.isDirectory(path)) {
            problems.add(key + "=" + shown + ": is a file; name the folder it is in");
        } else if (!Files.isReadable(path)) {
            problems.add(key + "=" + shown + ": cannot be read by this user; change its permissions");
        } else {
            return unique(key, path.toRealPath());
        }
        return Optional.empty();
    }

    private Optional<Path> unique(String key, Path path) {
        String other = found.putIfAbsent(path.toUri(), key);
        if (other != null) {
            problems.add(key + ": " + other + " names the same folder; one folder can feed one source");
            return Optional.empty();
        }
        return Optional.of(path);
    }
}
