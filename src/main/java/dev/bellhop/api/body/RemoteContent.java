package dev.bellhop.api.body;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of a file of another file system, read with as little memory whatever its size. */
public final class RemoteContent {

    private RemoteContent() {}

    /**
     * Opens it and begins to read, so that what cannot be read has a status that says so; the caller closes it. Fails if
     * that is not possible.
     *
     * @param ended is run when it is closed
     */
    public static InputStream open(Path file, long offset, long length, Runnable ended) throws IOException {
        InputStream content = new BufferedInputStream(Files.newInputStream(file));
        try {
            content.skipNBytes(offset);
            if (length > 0) {
                content.mark(1);
                if (content.read() < 0) {
                    throw shorter();
                }
                content.reset();
            }
        } catch (IOException | RuntimeException e) {
            content.close();
            throw e;
        }
        return new Part(content, length, ended);
    }

    private static EOFException shorter() {
        return new EOFException("the file became shorter while it was sent");
    }

    /** Ends after so many bytes, and fails if there are fewer: then the answer breaks off instead of ending short. */
    private static final class Part extends FilterInputStream {

        private final Runnable ended;
        private long left;

        Part(InputStream content, long length, Runnable ended) {
            super(content);
            this.left = length;
            this.ended = ended;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                ended.run();
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = super.read(bytes, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw shorter();
            }
            left -= count;
            return count;
        }
    }
}
