package dev.bellhop.source.blob;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.common.file.util.BasePath;
import org.jspecify.annotations.Nullable;

/** A path in a container. One that was listed or looked at knows what was told of it, and opens this content or none. */
final class BlobPath extends BasePath<BlobPath, BlobFolderSystem> {

    private final @Nullable BlobAttributes seen;

    BlobPath(BlobFolderSystem system, @Nullable String root, List<String> names) {
        this(system, root, names, null);
    }

    private BlobPath(
            BlobFolderSystem system, @Nullable String root, List<String> names, @Nullable BlobAttributes seen) {
        super(system, root, names);
        this.seen = seen;
    }

    BlobPath seenAs(BlobAttributes attributes) {
        return new BlobPath(getFileSystem(), root, names, attributes);
    }

    /** As it was seen, or else as it is now. What is watched is a folder even if there is no blob in it. */
    BlobAttributes attributes() throws IOException {
        if (seen != null) {
            return seen;
        }
        return getFileSystem().folder().startsWith(this)
                ? BlobAttributes.FOLDER
                : getFileSystem().container().look(name());
    }

    /** The name of the blob, or of the folder without a slash at its end; empty for the container itself. */
    String name() {
        return String.join("/", names);
    }

    @Override
    public URI toUri() {
        BlobAccess access = getFileSystem().access();
        try {
            return new URI(
                    BlobFolderSystem.SCHEME,
                    access.account(),
                    '/' + access.container() + (names.isEmpty() ? "" : '/' + name()),
                    null,
                    null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("A path that fits into no URI", e);
        }
    }

    /** The path itself if there is such a blob or folder: there are no links. */
    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        BlobPath path = (BlobPath) toAbsolutePath().normalize();
        return path.seenAs(path.attributes());
    }
}
