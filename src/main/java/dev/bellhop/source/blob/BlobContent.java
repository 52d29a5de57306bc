package dev.bellhop.source.blob;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.util.Objects;

/** The content of a blob as it was when it was opened, in parts; skipping asks for nothing. Fails if it is another one. */
final class BlobContent extends InputStream {

    /** What is held in memory of a content. */
    static final int PART = 1 << 20;

    private final BlobContainer container;
    private final String name;
    private final BlobAttributes opened;
    private byte[] part = new byte[0];
    /** Where the part begins in the content, and what of it was read. */
    private long partAt;

    private int read;
    private boolean closed;

    private BlobContent(BlobContainer container, String name, BlobAttributes opened) {
        this.container = container;
        this.name = name;
        this.opened = opened;
    }

    static BlobContent open(BlobPath path) throws IOException {
        BlobAttributes attributes = path.attributes();
        if (attributes.isDirectory()) {
            throw new FileSystemException(path.name(), null, "a folder");
        }
        BlobContainer container = path.getFileSystem().container();
        container.beginContent();
        return new BlobContent(container, path.name(), attributes);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int checked = Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (read == part.length && !fetch()) {
            return -1;
        }
        int count = Math.min(length, part.length - read);
        System.arraycopy(part, read, bytes, checked, count);
        read += count;
        return count;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.clamp(count, 0, opened.size() - position());
        if (skipped <= part.length - read) {
            read += (int) skipped;
        } else {
            partAt = position() + skipped;
            part = new byte[0];
            read = 0;
        }
        return skipped;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            container.endContent();
        }
    }

    private long position() {
        return partAt + read;
    }

    private boolean fetch() throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        partAt = position();
        read = 0;
        part = new byte[0];
        int length = (int) Math.min(PART, opened.size() - partAt);
        if (length == 0) {
            return false;
        }
        byte[] fetched = container.read(name, opened.etag(), partAt, length);
        if (fetched.length != length) {
            throw new EOFException("the storage sent " + fetched.length + " bytes instead of " + length);
        }
        part = fetched;
        return true;
    }
}
