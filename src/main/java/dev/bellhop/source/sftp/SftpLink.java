package dev.bellhop.source.sftp;

import dev.bellhop.source.FolderUnavailable;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.client.SftpVersionSelector;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/**
 * One SFTP channel of a session, for one request at a time. A request that takes too long closes the session: what comes
 * after it cannot be trusted to be its answer. Handles are good only for the link that they came from.
 */
final class SftpLink implements AutoCloseable {

    /** Version 3 is what every server speaks, and speaks alike. */
    private static final SftpVersionSelector VERSIONS = SftpVersionSelector.preferredVersionSelector(3, 4, 5, 6);

    private final SftpAccess access;
    private final ClientSession session;
    private final ScheduledExecutorService watchdog;
    private final SftpClient client;
    private final Turns turns;

    private SftpLink(SftpAccess access, ClientSession session, ScheduledExecutorService watchdog, SftpClient client) {
        this.access = access;
        this.session = session;
        this.watchdog = watchdog;
        this.client = client;
        this.turns = new Turns(access.timeout());
    }

    static SftpLink open(SftpAccess access, ClientSession session, ScheduledExecutorService watchdog)
            throws IOException {
        Future<?> deadline =
                watchdog.schedule(() -> session.close(true), access.timeout().toNanos(), TimeUnit.NANOSECONDS);
        try {
            SftpClient client = SftpClientFactory.instance().createSftpClient(session, VERSIONS);
            return new SftpLink(access, session, watchdog, client);
        } catch (IOException | RuntimeException e) {
            throw new FolderUnavailable("the SFTP server " + access.server() + " opens no SFTP channel");
        } finally {
            deadline.cancel(false);
        }
    }

    /** A request and its answer. */
    interface Exchange<T> {
        T with(SftpClient client) throws IOException;
    }

    /** Another channel of the same session, whose requests do not wait for those of this one. */
    SftpLink branch() throws IOException {
        return open(access, session, watchdog);
    }

    <T> T run(String path, Exchange<T> exchange) throws IOException {
        turns.begin();
        Future<?> deadline = watchdog.schedule(this::breakOff, access.timeout().toNanos(), TimeUnit.NANOSECONDS);
        try {
            return exchange.with(client);
        } catch (SftpException e) {
            throw translated(path, e);
        } catch (IOException | RuntimeException e) {
            breakOff();
            throw lost();
        } finally {
            deadline.cancel(false);
            turns.end();
        }
    }

    /** Closes what was opened, which may ask the server too. */
    void conclude(String path, Closeable opened) throws IOException {
        boolean done = run(path, any -> {
            opened.close();
            return true;
        });
    }

    boolean isOpen() {
        return session.isOpen() && !client.isClosing();
    }

    /** Ends the session, and with it every channel. */
    void breakOff() {
        session.close(true);
    }

    /** Ends this channel only. */
    @Override
    public void close() throws IOException {
        client.close();
    }

    private IOException translated(String path, SftpException e) {
        return switch (e.getStatus()) {
            case SftpConstants.SSH_FX_NO_SUCH_FILE, SftpConstants.SSH_FX_NO_SUCH_PATH -> new NoSuchFileException(path);
            case SftpConstants.SSH_FX_PERMISSION_DENIED -> new AccessDeniedException(path);
            case SftpConstants.SSH_FX_NO_CONNECTION, SftpConstants.SSH_FX_CONNECTION_LOST -> {
                breakOff();
                yield lost();
            }
            default -> new FileSystemException(path, null, "SFTP status " + e.getStatus());
        };
    }

    private FolderUnavailable lost() {
        return new FolderUnavailable("the SFTP server " + access.server() + " broke off or did not answer within "
                + access.timeout().toSeconds() + "s");
    }
}
