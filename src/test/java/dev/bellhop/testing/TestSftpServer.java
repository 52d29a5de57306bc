package dev.bellhop.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.AbstractSftpEventListenerAdapter;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SFTP server on this machine that can be killed, started again, and made to hang. */
public final class TestSftpServer implements AutoCloseable {

    public static final String USER = "wilhelmina";
    public static final String PASSWORD = "canary-sftp-password";

    private final Path root;
    private final KeyPair hostKey;
    private final AtomicInteger logins = new AtomicInteger();
    private volatile CountDownLatch hanging = new CountDownLatch(0);
    private volatile String password = PASSWORD;
    private volatile List<PublicKey> keys = List.of();
    private int port;
    private SshServer server = new SshServer();

    public TestSftpServer(Path root) throws IOException {
        this.root = root;
        this.hostKey = keyPair();
        start();
    }

    public static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public void start() throws IOException {
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPasswordAuthenticator((user, given, session) -> {
            logins.incrementAndGet();
            return user.equals(USER) && given.equals(password);
        });
        server.setPublickeyAuthenticator((user, key, session) -> user.equals(USER) && keys.contains(key));
        SftpSubsystemFactory sftp = new SftpSubsystemFactory.Builder().build();
        sftp.addSftpEventListener(new AbstractSftpEventListenerAdapter() {
            @Override
            public void readEntries(
                    ServerSession session, String handle, DirectoryHandle local, Map<String, Path> entries) {
                try {
                    hanging.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        server.setSubsystemFactories(List.of(sftp));
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        server.start();
        port = server.getPort();
    }

    /** As if its machine lost power. */
    public void kill() throws IOException {
        server.stop(true);
    }

    /** Lists nothing any more until {@link #goOn}. */
    public void hang() {
        hanging = new CountDownLatch(1);
    }

    public void goOn() {
        hanging.countDown();
    }

    public void changePassword(String changed) {
        password = changed;
    }

    public void accept(PublicKey key) {
        keys = List.of(key);
    }

    /** Passwords that were tried. */
    public int logins() {
        return logins.get();
    }

    public int port() {
        return port;
    }

    public String fingerprint() {
        return KeyUtils.getFingerPrint(hostKey.getPublic());
    }

    public PublicKey hostKey() {
        return hostKey.getPublic();
    }

    @Override
    public void close() throws IOException {
        goOn();
        kill();
    }
}
