package dev.bellhop.source.sftp;

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

/** What can be done with the files of an {@link SftpFolderSystem}: list, look, read. */
final class SftpProvider extends ReadOnlyProvider {

    @Override
    public String getScheme() {
        return SftpFolderSystem.SCHEME;
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        return SftpListing.open((SftpPath) folder, filter);
    }

    @Override
    public InputStream newInputStream(Path file, OpenOption... options) throws IOException {
        SftpPath path = (SftpPath) file;
        return SftpContent.open(path.getFileSystem().connection(), path.toString());
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path file, Class<A> type, LinkOption... options)
            throws IOException {
        if (!type.isAssignableFrom(SftpAttributes.class)) {
            throw new UnsupportedOperationException("only basic attributes");
        }
        return type.cast(attributes((SftpPath) file, List.of(options).contains(LinkOption.NOFOLLOW_LINKS)));
    }

    private static SftpAttributes attributes(SftpPath path, boolean ofLink) throws IOException {
        if (ofLink && path.listed().isPresent()) {
            // Listings tell of links themselves. It saves one question for every file.
            return path.listed().get();
        }
        String text = path.toString();
        return new SftpAttributes(path.getFileSystem()
                .connection()
                .link()
                .run(text, client -> ofLink ? client.lstat(text) : client.stat(text)));
    }

    /** Only whether it is there; whether it may be read, the server says when it is. */
    @Override
    public void checkAccess(Path file, AccessMode... modes) throws IOException {
        SftpAttributes there = attributes((SftpPath) file, false);
        if (List.of(modes).contains(AccessMode.WRITE)) {
            throw new ReadOnlyFileSystemException();
        }
    }
}
