package dev.bellhop.source.blob;

import dev.bellhop.source.remote.ReadOnlyProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** What can be done with the files of a {@link BlobFolderSystem}: list, look, read. */
final class BlobProvider extends ReadOnlyProvider {

    @Override
    public String getScheme() {
        return BlobFolderSystem.SCHEME;
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        return BlobListing.open((BlobPath) folder, filter);
    }

    @Override
    public InputStream newInputStream(Path file, OpenOption... options) throws IOException {
        return BlobContent.open((BlobPath) file);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path file, Class<A> type, LinkOption... options)
            throws IOException {
        if (!type.isAssignableFrom(BlobAttributes.class)) {
            throw new UnsupportedOperationException("only basic attributes");
        }
        return type.cast(((BlobPath) file).attributes());
    }

    /** Only whether it is there; whether it may be read, the storage says when it is. */
    @Override
    public void checkAccess(Path file, AccessMode... modes) throws IOException {
        BlobAttributes there = ((BlobPath) file).attributes();
        if (List.of(modes).contains(AccessMode.WRITE)) {
            throw new ReadOnlyFileSystemException();
        }
    }
}
