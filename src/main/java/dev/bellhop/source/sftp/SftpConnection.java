package dev.bellhop.source.sftp;

import dev.bellhop.source.FolderUnavailable;
import dev.bellhop.source.remote.Backoff;
import dev.bellhop.source.sftp.SftpLogin.LoggedIn;
import dev.bellhop.source.sftp.SftpLogin.Refused;
import dev.bellhop.source.sftp.SftpLogin.Unreachable;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The session with one server: made when it is first needed, kept, and made again after it broke. Blocks. */
final class SftpConnection implements AutoCloseable {

    /** Contents that are sent at a time; servers allow about ten channels a session. */
    static final int CONTENTS_MAX = 8;

    private final SftpAccess access;
    private final LongSupplier nanos;
    private final SftpLogin login;
    private final ScheduledExecutorService watchdog;
    private final Semaphore contents = new Semaphore(CONTENTS_MAX);
    private final Turns turns;
    private volatile @Nullable SftpLink link;
    private Backoff backoff;
    private String trouble = "";
    private volatile boolean closed;

    SftpConnection(SftpAccess access, LongSupplier nanos) {
        this.access = access;
        this.nanos = nanos;
        this.turns = new Turns(access.timeout());
        this.login = new SftpLogin(access);
        this.backoff = Backoff.none(nanos.getAsLong());
        this.watchdog = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("bellhop-sftp-watchdog").factory());
    }

    SftpAccess access() {
        return access;
    }

    /** The channel for listing and looking. */
    SftpLink link() throws IOException {
        SftpLink kept = link;
        if (kept != null && kept.isOpen()) {
            return kept;
        }
        turns.begin();
        try {
            return reconnected();
        } finally {
            turns.end();
        }
    }

    /** A channel for one content; {@link #release} follows. */
    SftpLink contentLink() throws IOException {
        if (!contents.tryAcquire()) {
            throw new FolderUnavailable(CONTENTS_MAX + " files of the SFTP server " + access.server()
                    + " are being read already; try again soon");
        }
        try {
            return link().branch();
        } catch (IOException | RuntimeException e) {
            contents.release();
            throw e;
        }
    }

    void release(SftpLink content) throws IOException {
        contents.release();
        content.close();
    }

    @Override
    public void close() {
        // Waits for no turn: whoever connects at this moment has it until its time is up.
        closed = true;
        watchdog.shutdownNow();
        login.close();
    }

    private SftpLink reconnected() throws IOException {
        SftpLink kept = link;
        if (kept != null && kept.isOpen()) {
            return kept;
        }
        if (closed) {
            throw new FolderUnavailable("Bellhop is stopping");
        }
        if (!backoff.isOver(nanos.getAsLong())) {
            throw new FolderUnavailable(trouble);
        }
        return connect();
    }

    private SftpLink connect() throws IOException {
        long now = nanos.getAsLong();
        switch (login.attempt()) {
            case LoggedIn(var session) -> {
                SftpLink opened;
                try {
                    opened = SftpLink.open(access, session, watchdog);
                } catch (FolderUnavailable e) {
                    session.close(true);
                    backoff = backoff.unreachable(now);
                    trouble = e.getMessage();
                    throw e;
                }
                backoff = Backoff.none(now);
                link = opened;
                return opened;
            }
            case Unreachable(String reason) -> {
                backoff = backoff.unreachable(now);
                trouble = reason;
            }
            case Refused(String reason) -> {
                backoff = backoff.refused(now);
                trouble = reason;
            }
        }
        throw new FolderUnavailable(trouble);
    }
}
