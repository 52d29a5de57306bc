package dev.bellhop.source.content;

import dev.bellhop.source.content.FolderFiles.Found;
import dev.bellhop.source.file.FileLook;
import dev.bellhop.source.file.ObservedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The content of a file in one version, to be read piece by piece. A file that is replaced while it is read is read to
 * its end as it was; one that is written to meanwhile is {@link Torn}. Blocks.
 */
public final class OpenedFile implements AutoCloseable {

    private final Path file;
    private final FileLook look;
    private final @Nullable Object key;
    private final SeekableByteChannel channel;

    private OpenedFile(Path file, FileLook look, @Nullable Object key, SeekableByteChannel channel) {
        this.file = file;
        this.look = look;
        this.key = key;
        this.channel = channel;
    }

    /** The bytes are no longer those of the version that was opened. */
    public static final class Torn extends IOException {
        private static final long serialVersionUID = 1L;

        Torn() {
            super("the file was written to while it was read");
        }
    }

    /** Opens the file; empty if by now it is another one than the one that was found. */
    public static Optional<OpenedFile> open(Found found) throws IOException {
        SeekableByteChannel channel;
        try {
            channel = Files.newByteChannel(found.file(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
        // It looked so before it was opened, and looks so now: then this is what was opened.
        try {
            BasicFileAttributes now = attributes(found.file());
            if (now.isRegularFile() && ObservedFile.look(now).equals(found.look())) {
                return Optional.of(new OpenedFile(found.file(), found.look(), now.fileKey(), channel));
            }
        } catch (NoSuchFileException gone) {
            // Deleted between the two steps.
        } catch (IOException unknown) {
            channel.close();
            throw unknown;
        }
        channel.close();
        return Optional.empty();
    }

    /** Reads bytes from a place on; the file has them, unless it is torn. */
    public byte[] read(long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        channel.position(offset);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new Torn();
            }
        }
        return bytes.array();
    }

    /** To be asked before the last bytes are given away, so that nobody takes a mixture for the whole. */
    public void assureUntouched() throws IOException {
        if (channel.size() != look.size()) {
            throw new Torn();
        }
        try {
            BasicFileAttributes now = attributes(file);
            boolean replaced = key != null && !Objects.equals(key, now.fileKey());
            if (!replaced && !ObservedFile.look(now).equals(look)) {
                throw new Torn();
            }
        } catch (NoSuchFileException deleted) {
            // Nobody writes to it any more, and what was open can be read to its end.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
