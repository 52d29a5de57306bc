package dev.bellhop.source.content;

import dev.bellhop.event.Ids;
import dev.bellhop.source.file.FileLook;
import dev.bellhop.source.file.FolderSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Receives files in parts. What has arrived lies beside the place of the file, under a name that no source watches, and
 * nothing else is known of an upload: it goes on after a restart, and through any process that sees the folder. Blocks.
 */
public final class PartedUploads {

    /** Comparing a repeated part with what is there reads this much at a time. */
    private static final int PIECE_BYTES = 64 * 1024;

    private final FileUploads uploads;
    private final Ids ids;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    public PartedUploads(FileUploads uploads, Ids ids) {
        this.uploads = uploads;
        this.ids = ids;
    }

    /**
     * One upload.
     *
     * @param path of the file
     * @param wanted whether what is there, if anything is, may be replaced
     * @param length bytes of the whole file
     */
    public record Upload(FolderSettings settings, String path, Predicate<Optional<FileLook>> wanted, long length) {}

    /** Some of its bytes, the last included. */
    public record Part(long first, long last, InputStream body) {}

    /** Begins an upload: whether the file may be written is looked at now, and once more when all of it is there. */
    public PartResult begin(Upload upload) throws IOException {
        if (upload.length() > uploads.bytesMax()) {
            return new PartResult.Ended(new UploadResult.TooLarge());
        }
        Optional<UploadResult> refusal = FileUploads.refusal(upload.settings(), upload.path());
        if (refusal.isPresent()) {
            return new PartResult.Ended(refusal.get());
        }
        if (!upload.settings().root().getFileSystem().equals(FileSystems.getDefault())) {
            return new PartResult.WholeOnly();
        }
        UploadTarget target = target(upload);
        Optional<UploadResult> obstacle = FileUploads.obstacle(target, upload.wanted());
        if (obstacle.isPresent()) {
            return new PartResult.Ended(obstacle.get());
        }
        target.makeFolders();
        String id = ids.next();
        Files.createFile(target.temporary(id));
        return new PartResult.Begun(id);
    }

    /** Keeps a part; the last one ends the upload. The same part again is kept again. */
    public PartResult append(Upload upload, String id, Part part) throws IOException {
        if (!underWay.add(id)) {
            return new PartResult.UnderWay();
        }
        try {
            return uploads.inTurn(() -> append(upload, target(upload), id, part), this::busy);
        } finally {
            underWay.remove(id);
        }
    }

    private PartResult busy() {
        return new PartResult.Ended(new UploadResult.Busy());
    }

    private PartResult append(Upload upload, UploadTarget target, String id, Part part) throws IOException {
        Path temporary = target.temporary(id);
        long kept;
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (part.first() > channel.size()) {
                return new PartResult.Gap(channel.size());
            }
            channel.position(part.first());
            if (!UploadReceiver.receive(part.body(), channel, part.last() - part.first() + 1)) {
                return new PartResult.Ended(new UploadResult.BrokenOff());
            }
            channel.force(true);
            kept = channel.size();
        } catch (NoSuchFileException gone) {
            return repeated(upload, target, part);
        }
        if (kept < upload.length()) {
            return new PartResult.Kept(kept);
        }
        UploadResult result = uploads.place(target, temporary, upload.wanted());
        Files.deleteIfExists(temporary);
        return new PartResult.Ended(result);
    }

    /** The answer to the last part may have been lost: then the file is there, and this part is the end of it. */
    private static PartResult repeated(Upload upload, UploadTarget target, Part part) throws IOException {
        boolean isLast = part.last() == upload.length() - 1;
        Optional<UploadResult.Written> written = isLast ? target.written() : Optional.empty();
        return written.isPresent()
                        && written.get().file().look().size() == upload.length()
                        && target.endsWith(part.first(), part.body())
                ? new PartResult.Ended(written.get())
                : new PartResult.Unknown();
    }

    private static UploadTarget target(Upload upload) {
        return new UploadTarget(upload.settings().root(), upload.path());
    }

    /** Whether the rest of the file is exactly what is sent. */
    static boolean isSame(SeekableByteChannel file, InputStream sent) throws IOException {
        ByteBuffer there = ByteBuffer.allocate(PIECE_BYTES);
        while (true) {
            byte[] piece = sent.readNBytes(PIECE_BYTES);
            there.clear().limit(piece.length == 0 ? 1 : piece.length);
            int read = readFully(file, there);
            if (piece.length == 0) {
                return read == 0;
            }
            if (read != piece.length || !Arrays.equals(there.array(), 0, read, piece, 0, read)) {
                return false;
            }
        }
    }

    private static int readFully(SeekableByteChannel file, ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (file.read(into) < 0) {
                break;
            }
        }
        return into.position();
    }
}
