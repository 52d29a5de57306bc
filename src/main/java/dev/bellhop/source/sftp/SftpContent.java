package dev.bellhop.source.sftp;

import java.io.IOException;
import java.io.InputStream;

/** The content of a file, read ahead on a channel of its own. */
final class SftpContent extends InputStream {

    private final SftpConnection connection;
    private final SftpLink link;
    private final String path;
    private final InputStream content;
    private boolean closed;

    private SftpContent(SftpConnection connection, SftpLink link, String path, InputStream content) {
        this.connection = connection;
        this.link = link;
        this.path = path;
        this.content = content;
    }

    static SftpContent open(SftpConnection connection, String path) throws IOException {
        SftpLink link = connection.contentLink();
        try {
            return new SftpContent(connection, link, path, link.run(path, client -> client.read(path)));
        } catch (IOException | RuntimeException e) {
            connection.release(link);
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        return link.run(path, client -> content.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return link.run(path, client -> content.read(bytes, offset, length));
    }

    @Override
    public long skip(long count) throws IOException {
        return link.run(path, client -> content.skip(count));
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (link.isOpen()) {
                link.conclude(path, content);
            }
        } finally {
            connection.release(link);
        }
    }
}
