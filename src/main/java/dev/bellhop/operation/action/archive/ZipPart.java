package dev.bellhop.operation.action.archive;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A piece of a zip file that is being written: entries with their local headers, and beside it what the directory will say
 * of them. What goes wrong with reading is an {@link IOException}, with writing an {@link UncheckedIOException}. Blocks.
 */
final class ZipPart implements AutoCloseable {

    private static final int OUT_BYTES = 64 * 1024;

    private final ZipFormat format;
    private final SeekableByteChannel data;
    private final SeekableByteChannel directory;
    private final DataOutputStream facts;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final ByteBuffer out = ByteBuffer.allocate(OUT_BYTES);
    private long bytes;

    ZipPart(ZipFormat format, Path dataFile, Path directoryFile) throws IOException {
        this.format = format;
        this.data = create(dataFile);
        this.directory = create(directoryFile);
        this.facts = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(directory), OUT_BYTES));
    }

    private static SeekableByteChannel create(Path file) throws IOException {
        return Files.newByteChannel(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    /** The content of a file, piece by piece. */
    @FunctionalInterface
    interface Content {

        /** The next bytes; none at the end. */
        byte[] next() throws IOException;
    }

    /** Bytes up to now. */
    long bytes() {
        return bytes;
    }

    /** Adds an entry; if reading fails, it is as if nothing had been added. */
    void add(String name, Instant modified, long size, Content content) throws IOException {
        long begin = bytes;
        ZipEntryFacts unknown = new ZipEntryFacts(name, modified, 0, 0, size, begin);
        writeAt(begin, format.local(unknown));
        try {
            long headerEnd = bytes;
            CRC32 crc = new CRC32();
            deflate(content, crc);
            ZipEntryFacts known = new ZipEntryFacts(name, modified, crc.getValue(), bytes - headerEnd, size, begin);
            long end = bytes;
            writeAt(begin, format.local(known));
            bytes = end;
            note(known);
        } catch (IOException unreadable) {
            bytes = begin;
            throw unreadable;
        }
    }

    private void deflate(Content content, CRC32 crc) throws IOException {
        deflater.reset();
        for (byte[] piece = content.next(); piece.length > 0; piece = content.next()) {
            crc.update(piece);
            deflater.setInput(piece);
            while (!deflater.needsInput()) {
                drain();
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            drain();
        }
    }

    private void drain() {
        int length = deflater.deflate(out.array());
        writeAt(bytes, ByteBuffer.wrap(out.array(), 0, length));
    }

    private void note(ZipEntryFacts entry) {
        try {
            entry.write(facts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeAt(long offset, byte[] what) {
        writeAt(offset, ByteBuffer.wrap(what));
    }

    private void writeAt(long offset, ByteBuffer what) {
        try {
            data.position(offset);
            while (what.hasRemaining()) {
                data.write(what);
            }
            bytes = data.position();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stores it, so that it outlives a power cut. */
    void store() throws IOException {
        facts.flush();
        // Behind the last entry there may be what is left of one that could not be read.
        data.truncate(bytes);
        force(data);
        force(directory);
    }

    static void force(SeekableByteChannel channel) throws IOException {
        if (channel instanceof FileChannel local) {
            local.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        deflater.end();
        try (data) {
            directory.close();
        }
    }
}
