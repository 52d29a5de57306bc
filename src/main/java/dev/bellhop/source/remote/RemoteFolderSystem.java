package dev.bellhop.source.remote;

import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Set;
import org.apache.sshd.common.file.util.BaseFileSystem;

/** The file system around one watched folder of another machine, read-only. Making it connects to nothing. */
public abstract class RemoteFolderSystem<P extends Path> extends BaseFileSystem<P> {

    private volatile boolean open = true;

    protected RemoteFolderSystem(ReadOnlyProvider provider) {
        super(provider);
    }

    /** Ends what is under way; nothing is connected again. */
    protected abstract void disconnect();

    @Override
    public final void close() {
        open = false;
        disconnect();
    }

    @Override
    public final boolean isOpen() {
        return open;
    }

    @Override
    public final boolean isReadOnly() {
        return true;
    }

    /** Names there are what they are, on whichever system Bellhop runs: a backslash is a letter. */
    @Override
    protected final boolean hostFsHasWindowsSeparator() {
        return false;
    }

    @Override
    public final Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    @Override
    public final UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }
}
