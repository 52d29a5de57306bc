package dev.bellhop.source.blob;

import dev.bellhop.source.remote.RemoteFolderSystem;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The file system of one container, whose names are split at their slashes. */
final class BlobFolderSystem extends RemoteFolderSystem<BlobPath> {

    static final String SCHEME = "azblob";

    private final BlobAccess access;
    private final BlobContainer container;
    private final BlobPath folder;

    /**
     * Makes the file system.
     *
     * @param folder names of the folders on the way to what is watched, with slashes
     * @param nanos monotonic, see {@link System#nanoTime}
     */
    BlobFolderSystem(BlobAccess access, String folder, LongSupplier nanos) {
        super(new BlobProvider());
        this.access = access;
        this.container = new BlobContainer(access, nanos);
        this.folder = (BlobPath) getPath("/", folder).normalize();
    }

    /** What is watched. */
    BlobPath folder() {
        return folder;
    }

    BlobAccess access() {
        return access;
    }

    BlobContainer container() {
        return container;
    }

    @Override
    protected BlobPath create(@Nullable String root, List<String> names) {
        return new BlobPath(this, root, names);
    }

    @Override
    protected void disconnect() {
        container.close();
    }
}
