package dev.bellhop.source.sftp;

import dev.bellhop.source.remote.PagedListing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.jspecify.annotations.Nullable;

/** Lists a folder, as many entries at a time as the server gives at once. */
final class SftpListing extends PagedListing {

    private final SftpPath folder;
    private final SftpLink link;
    private final CloseableHandle handle;

    private SftpListing(SftpPath folder, Filter<? super Path> filter, SftpLink link, CloseableHandle handle) {
        super(filter);
        this.folder = folder;
        this.link = link;
        this.handle = handle;
    }

    static SftpListing open(SftpPath folder, Filter<? super Path> filter) throws IOException {
        SftpLink link = folder.getFileSystem().connection().link();
        String path = folder.toString();
        return new SftpListing(folder, filter, link, link.run(path, client -> client.openDir(path)));
    }

    @Override
    public void close() throws IOException {
        super.close();
        if (link.isOpen()) {
            link.conclude(folder.toString(), handle);
        }
    }

    @Override
    protected void fetch() throws IOException {
        @Nullable List<DirEntry> entries = link.run(folder.toString(), client -> client.readDir(handle));
        if (entries == null) {
            end();
            return;
        }
        for (DirEntry entry : entries) {
            String name = entry.getFilename();
            if (isName(name)) {
                SftpPath path = folder.resolve(name);
                SftpAttributes told = new SftpAttributes(entry.getAttributes());
                offer(told.isComplete() ? path.listedAs(told) : path);
            }
        }
    }
}
