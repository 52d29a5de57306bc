package dev.bellhop.operation.action.archive;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Makes one zip file of parts: their bytes one after the other, and then the directory. Blocks. */
final class ZipJoin {

    private static final int PIECE_BYTES = 1 << 20;

    private final ZipFormat format;
    private final Runnable goingOn;

    /**
     * Makes it.
     *
     * @param goingOn is asked now and then, and throws if to go on is in vain
     */
    ZipJoin(ZipFormat format, Runnable goingOn) {
        this.format = format;
        this.goingOn = goingOn;
    }

    /** The files of a part, see {@link ZipPart}. */
    record Part(Path data, Path directory) {}

    void join(List<Part> parts, Path whole) throws IOException {
        try (SeekableByteChannel out = Files.newByteChannel(
                whole, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            long[] offsets = new long[parts.size()];
            ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] = out.position();
                copy(parts.get(i).data(), out, piece);
            }
            long directory = out.position();
            long entries = 0;
            for (int i = 0; i < offsets.length; i++) {
                entries += directory(parts.get(i).directory(), offsets[i], out, piece);
            }
            write(out, ByteBuffer.wrap(format.end(entries, out.position() - directory, directory)));
            ZipPart.force(out);
        }
    }

    private void copy(Path data, SeekableByteChannel out, ByteBuffer piece) throws IOException {
        try (SeekableByteChannel in = Files.newByteChannel(data, StandardOpenOption.READ)) {
            while (in.read(piece.clear()) >= 0) {
                goingOn.run();
                write(out, piece.flip());
            }
        }
    }

    /** Returns how many entries there are; they may be millions, so none is kept. */
    private long directory(Path facts, long partOffset, SeekableByteChannel out, ByteBuffer piece) throws IOException {
        long entries = 0;
        piece.clear();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(facts)))) {
            for (in.mark(1); in.read() >= 0; in.mark(1)) {
                in.reset();
                ZipEntryFacts entry = ZipEntryFacts.read(in);
                byte[] line = format.central(entry, partOffset + entry.offset());
                if (piece.remaining() < line.length) {
                    goingOn.run();
                    write(out, piece.flip());
                    piece.clear();
                }
                piece.put(line);
                entries++;
            }
        }
        write(out, piece.flip());
        return entries;
    }

    private static void write(SeekableByteChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
