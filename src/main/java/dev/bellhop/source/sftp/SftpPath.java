package dev.bellhop.source.sftp;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.file.util.BasePath;
import org.jspecify.annotations.Nullable;

/** A path on an SFTP server. One that came out of a listing knows what the listing told of it. */
final class SftpPath extends BasePath<SftpPath, SftpFolderSystem> {

    private final @Nullable SftpAttributes listed;

    SftpPath(SftpFolderSystem system, @Nullable String root, List<String> names) {
        this(system, root, names, null);
    }

    private SftpPath(
            SftpFolderSystem system, @Nullable String root, List<String> names, @Nullable SftpAttributes listed) {
        super(system, root, names);
        this.listed = listed;
    }

    SftpPath listedAs(SftpAttributes attributes) {
        return new SftpPath(getFileSystem(), root, names, attributes);
    }

    Optional<SftpAttributes> listed() {
        return Optional.ofNullable(listed);
    }

    @Override
    public URI toUri() {
        SftpAccess.Server server = getFileSystem().server();
        try {
            return new URI(
                    SftpFolderSystem.SCHEME,
                    null,
                    server.host(),
                    server.port() == SftpAccess.PORT ? -1 : server.port(),
                    toAbsolutePath().toString(),
                    null,
                    null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("A path that fits into no URI", e);
        }
    }

    /**
     * The path itself, if nothing below the watched folder is a link. That is looked at piece by piece, because not every
     * server resolves links when it is asked for the real path.
     */
    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        SftpPath path = (SftpPath) toAbsolutePath().normalize();
        getFileSystem().refuseLinks(path);
        return path;
    }
}
