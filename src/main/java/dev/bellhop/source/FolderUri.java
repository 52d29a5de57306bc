package dev.bellhop.source;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A folder named by a URI, in any file system that is installed. It never holds a credential. */
record FolderUri(URI uri) {

    /** A scheme of two letters at least, because Windows has drives of one. */
    private static final Pattern URI_TEXT = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:(/|[a-z]+:/).*", Pattern.DOTALL);

    private static final Pattern SIGNATURE = Pattern.compile("(^|&)(sig|%73%69%67)=", Pattern.CASE_INSENSITIVE);
    private static final Pattern BLOB_HOST = Pattern.compile("[^.]+\\.blob\\.core\\..+", Pattern.CASE_INSENSITIVE);

    /** Why the URI names no folder; the message shows nothing that could be a credential. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    static boolean isMeant(String directory) {
        return URI_TEXT.matcher(directory).matches();
    }

    static FolderUri parse(String text) throws Unusable {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new Unusable("is no URI (" + e.getReason() + " at character " + (e.getIndex() + 1)
                    + "); write what URIs do not allow with percent signs, a blank as %20");
        }
        if (Objects.toString(uri.getRawAuthority(), "").contains("@")) {
            throw new Unusable("a URI must not hold a user or a password, because it is shown; remove what stands"
                    + " before the @, and see docs/files.md for the keys that take them");
        }
        if (SIGNATURE.matcher(Objects.toString(uri.getRawQuery(), "")).find()) {
            throw new Unusable("a URI must not hold a signature (sig=), because it is shown; remove the query, and see"
                    + " docs/files.md for the keys that take it");
        }
        if (BLOB_HOST.matcher(Objects.toString(uri.getHost(), "")).matches()) {
            throw new Unusable("write a container as azblob://<account>/<container>/<folder>, see docs/files.md");
        }
        return new FolderUri(uri);
    }

    /** The folder; its file system is opened if it is not yet. */
    Path open() throws IOException, Unusable {
        try {
            try {
                return Path.of(uri);
            } catch (FileSystemNotFoundException notOpen) {
                FileSystem opened = FileSystems.newFileSystem(uri, Map.of());
                // Stays open as long as Bellhop runs: it is found again by its URI.
                return opened.provider().getPath(uri);
            }
        } catch (ProviderNotFoundException e) {
            throw new Unusable("no file system for " + uri.getScheme() + " is installed; there are " + schemes()
                    + ". Mount the remote folder, and name the mount point");
        } catch (IllegalArgumentException | UnsupportedOperationException | FileSystemNotFoundException e) {
            throw new Unusable("the file system for " + uri.getScheme() + " takes no such URI ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    private static String schemes() {
        return FileSystemProvider.installedProviders().stream()
                .map(FileSystemProvider::getScheme)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Without query and fragment, where some file systems take their secrets. */
    @Override
    public String toString() {
        String text = uri.toString();
        int end = text.replace('#', '?').indexOf('?');
        return end < 0 ? text : text.substring(0, end);
    }
}
