package dev.bellhop.source.sftp;

import dev.bellhop.source.remote.RemoteFolderSystem;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The file system around one watched folder of an SFTP server, read-only. Making it connects to nothing. */
final class SftpFolderSystem extends RemoteFolderSystem<SftpPath> {

    static final String SCHEME = "sftp";

    private final SftpConnection connection;
    private final SftpPath folder;

    /**
     * Makes the file system.
     *
     * @param folder absolute
     * @param nanos monotonic, see {@link System#nanoTime}
     */
    SftpFolderSystem(SftpAccess access, String folder, LongSupplier nanos) {
        super(new SftpProvider());
        this.connection = new SftpConnection(access, nanos);
        this.folder = (SftpPath) getPath(folder).normalize();
    }

    /** The folder that is watched. */
    Path folder() {
        return folder;
    }

    SftpConnection connection() {
        return connection;
    }

    SftpAccess.Server server() {
        return connection.access().server();
    }

    void refuseLinks(SftpPath path) throws IOException {
        if (!path.startsWith(folder)) {
            return;
        }
        SftpPath step = folder;
        for (int name = folder.getNameCount(); name < path.getNameCount(); name++) {
            step = step.resolve(path.getName(name));
            String looked = step.toString();
            if (connection.link().run(looked, client -> client.lstat(looked)).isSymbolicLink()) {
                throw new FileSystemException(looked, null, "a link");
            }
        }
    }

    @Override
    protected SftpPath create(@Nullable String root, List<String> names) {
        return new SftpPath(this, root, names);
    }

    @Override
    protected void disconnect() {
        connection.close();
    }
}
