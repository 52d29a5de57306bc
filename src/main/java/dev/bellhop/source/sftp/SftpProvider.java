package dev.bellhop.source.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be done with the files of an {@link SftpFolderSystem}: list, look, read. */
final class SftpProvider extends FileSystemProvider {

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

    @Override
    public boolean isSameFile(Path one, Path other) {
        return one.equals(other);
    }

    @Override
    public boolean isHidden(Path file) {
        return file.getFileName() != null && file.getFileName().toString().startsWith(".");
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path file, Set<? extends OpenOption> options, FileAttribute<?>... attributes) {
        throw new UnsupportedOperationException("files of SFTP servers are read as streams");
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path file, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public Map<String, Object> readAttributes(Path file, String attributes, LinkOption... options) {
        throw new UnsupportedOperationException("attributes are read by type");
    }

    @Override
    public FileStore getFileStore(Path file) {
        throw new UnsupportedOperationException("an SFTP server tells nothing of its disks");
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException("made from configuration only");
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new FileSystemNotFoundException();
    }

    @Override
    public Path getPath(URI uri) {
        throw new FileSystemNotFoundException();
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void delete(Path file) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void setAttribute(Path file, String attribute, Object value, LinkOption... options) {
        throw new ReadOnlyFileSystemException();
    }
}
