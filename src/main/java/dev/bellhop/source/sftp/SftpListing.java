package dev.bellhop.source.sftp;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.jspecify.annotations.Nullable;

/** Lists a folder, as many entries at a time as the server gives at once. */
final class SftpListing implements DirectoryStream<Path>, Iterator<Path> {

    private final SftpPath folder;
    private final Filter<? super Path> filter;
    private final SftpLink link;
    private final CloseableHandle handle;
    private final Deque<Path> waiting = new ArrayDeque<>();
    private boolean ended;

    private SftpListing(SftpPath folder, Filter<? super Path> filter, SftpLink link, CloseableHandle handle) {
        this.folder = folder;
        this.filter = filter;
        this.link = link;
        this.handle = handle;
    }

    static SftpListing open(SftpPath folder, Filter<? super Path> filter) throws IOException {
        SftpLink link = folder.getFileSystem().connection().link();
        String path = folder.toString();
        return new SftpListing(folder, filter, link, link.run(path, client -> client.openDir(path)));
    }

    @Override
    public Iterator<Path> iterator() {
        return this;
    }

    @Override
    public boolean hasNext() {
        try {
            while (waiting.isEmpty() && !ended) {
                fetch();
            }
        } catch (IOException e) {
            throw new DirectoryIteratorException(e);
        }
        return !waiting.isEmpty();
    }

    @Override
    public Path next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return waiting.remove();
    }

    @Override
    public void close() throws IOException {
        ended = true;
        if (link.isOpen()) {
            link.conclude(folder.toString(), handle);
        }
    }

    private void fetch() throws IOException {
        @Nullable List<DirEntry> entries = link.run(folder.toString(), client -> client.readDir(handle));
        if (entries == null) {
            ended = true;
            return;
        }
        for (DirEntry entry : entries) {
            String name = entry.getFilename();
            // A server must not be able to lead out of the folder.
            if (!name.isEmpty() && !name.equals(".") && !name.equals("..") && name.indexOf('/') < 0) {
                SftpPath path = folder.resolve(name);
                SftpAttributes told = new SftpAttributes(entry.getAttributes());
                SftpPath listed = told.isComplete() ? path.listedAs(told) : path;
                if (filter.accept(listed)) {
                    waiting.add(listed);
                }
            }
        }
    }
}
