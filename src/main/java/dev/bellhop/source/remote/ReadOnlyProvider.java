package dev.bellhop.source.remote;

import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.CopyOption;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that cannot be done with files that can only be listed, looked at, and read as streams. */
public abstract class ReadOnlyProvider extends FileSystemProvider {

    @Override
    public final boolean isSameFile(Path one, Path other) {
        return one.equals(other);
    }

    @Override
    public final boolean isHidden(Path file) {
        return file.getFileName() != null && file.getFileName().toString().startsWith(".");
    }

    @Override
    public final SeekableByteChannel newByteChannel(
            Path file, Set<? extends OpenOption> options, FileAttribute<?>... attributes) {
        throw new UnsupportedOperationException("files of other machines are read as streams");
    }

    @Override
    public final <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path file, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public final Map<String, Object> readAttributes(Path file, String attributes, LinkOption... options) {
        throw new UnsupportedOperationException("attributes are read by type");
    }

    @Override
    public final FileStore getFileStore(Path file) {
        throw new UnsupportedOperationException("other machines tell nothing of their disks");
    }

    @Override
    public final FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException("made from configuration only");
    }

    @Override
    public final FileSystem getFileSystem(URI uri) {
        throw new FileSystemNotFoundException();
    }

    @Override
    public final Path getPath(URI uri) {
        throw new FileSystemNotFoundException();
    }

    @Override
    public final void createDirectory(Path folder, FileAttribute<?>... attributes) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public final void delete(Path file) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public final void copy(Path source, Path target, CopyOption... options) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public final void move(Path source, Path target, CopyOption... options) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public final void setAttribute(Path file, String attribute, Object value, LinkOption... options) {
        throw new ReadOnlyFileSystemException();
    }
}
