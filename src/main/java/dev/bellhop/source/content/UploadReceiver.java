package dev.bellhop.source.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/** Stores a body in a new file, piece by piece: the caller sends no faster than the file system takes it. */
final class UploadReceiver {

    private static final int PIECE_BYTES = 64 * 1024;
    private static final int END = -1;
    private static final int BROKEN_OFF = -2;

    private final long bytesMax;

    UploadReceiver(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Empty if all of it is stored; what there is of it is left to the caller to delete otherwise. */
    Optional<UploadResult> receive(InputStream body, Path file) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        long received = 0;
        try (SeekableByteChannel channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS))) {
            int length = read(body, piece);
            while (length >= 0) {
                received += length;
                if (received > bytesMax) {
                    return Optional.of(new UploadResult.TooLarge());
                }
                write(channel, ByteBuffer.wrap(piece, 0, length));
                length = read(body, piece);
            }
            if (length == BROKEN_OFF) {
                return Optional.of(new UploadResult.BrokenOff());
            }
            if (channel instanceof FileChannel local) {
                local.force(true);
            }
            return Optional.empty();
        }
    }

    /** Takes exactly so many bytes of the body; false if there are fewer, or more. */
    static boolean receive(InputStream body, SeekableByteChannel channel, long bytes) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        long missing = bytes;
        int length = read(body, piece);
        while (length >= 0 && length <= missing) {
            write(channel, ByteBuffer.wrap(piece, 0, length));
            missing -= length;
            length = read(body, piece);
        }
        return length == END && missing == 0;
    }

    /** A caller that went away is no trouble of the folder. */
    private static int read(InputStream body, byte[] piece) {
        try {
            int length = body.read(piece);
            return length < 0 ? END : length;
        } catch (IOException gone) {
            return BROKEN_OFF;
        }
    }

    private static void write(SeekableByteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
