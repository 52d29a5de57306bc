package dev.bellhop.source.sftp;

import dev.bellhop.source.sftp.SftpAccess.Fingerprints;
import dev.bellhop.source.sftp.SftpAccess.KnownHosts;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.password.PasswordIdentityProvider;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;

/** Connects, looks whether the server is the right one, and logs in. Blocks. */
final class SftpLogin implements AutoCloseable {

    private static final Duration HEARTBEAT = Duration.ofSeconds(30);
    private static final int WORKERS = 2;

    private final SftpAccess access;
    private final SshClient client;
    private final AtomicReference<String> foreignKey = new AtomicReference<>("");

    SftpLogin(SftpAccess access) {
        this.access = access;
        this.client = client(access, this::isRightServer);
    }

    /** How an attempt ended. */
    sealed interface Outcome {}

    record LoggedIn(ClientSession session) implements Outcome {}

    /** It is not there, or breaks off; that may pass. */
    record Unreachable(String reason) implements Outcome {}

    /** One of the two does not trust the other; that passes only if somebody does something. */
    record Refused(String reason) implements Outcome {}

    Outcome attempt() {
        foreignKey.set("");
        client.start();
        ClientSession session;
        try {
            session = client.connect(
                            access.user(),
                            access.server().host(),
                            access.server().port())
                    .verify(access.timeout())
                    .getClientSession();
        } catch (IOException | UnresolvedAddressException e) {
            return new Unreachable("the SFTP server " + access.server() + " cannot be reached");
        }
        try {
            access.password().ifPresent(password -> session.addPasswordIdentity(password.reveal()));
            access.privateKeys().forEach(session::addPublicKeyIdentity);
            session.auth().verify(access.timeout());
            return new LoggedIn(session);
        } catch (IOException | RuntimeException e) {
            session.close(true);
            return failed(e);
        }
    }

    @Override
    public void close() {
        client.close(true);
    }

    private Outcome failed(Exception failure) {
        if (!foreignKey.get().isEmpty()) {
            return new Refused(foreignKey.get());
        }
        if (failure instanceof SshException refusal
                && refusal.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
            return new Refused("the SFTP server " + access.server() + " refuses the login; check " + access.key()
                    + ".user and " + access.key() + (access.password().isPresent() ? ".password" : ".private-key"));
        }
        return new Unreachable("the SFTP server " + access.server() + " ended the login or did not answer within "
                + access.timeout().toSeconds() + "s");
    }

    private boolean isRightServer(ClientSession session, SocketAddress address, PublicKey key) {
        String fingerprint = Objects.toString(KeyUtils.getFingerPrint(key), "");
        boolean right = switch (access.hostKey()) {
            case Fingerprints(var accepted) -> accepted.contains(fingerprint);
            case KnownHosts(var file) ->
                new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, file)
                        .verifyServerKey(session, address, key);
        };
        if (!right) {
            foreignKey.set("the SFTP server " + access.server() + " has the key " + fingerprint + " ("
                    + KeyUtils.getKeyType(key) + "), which is not the one expected; only if its operator confirms it,"
                    + " put it into "
                    + switch (access.hostKey()) {
                        case Fingerprints any -> access.key() + ".host-key";
                        case KnownHosts(var file) -> "the file of " + access.key() + ".known-hosts";
                    });
        }
        return right;
    }

    private static SshClient client(SftpAccess access, ServerKeyVerifier verifier) {
        SshClient client = SshClient.setUpDefaultClient();
        // Nothing of the home folder of whoever runs Bellhop: no hosts, no keys, no agent.
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setPasswordIdentityProvider(PasswordIdentityProvider.EMPTY_PASSWORDS_PROVIDER);
        client.setServerKeyVerifier(verifier);
        CoreModuleProperties.NIO_WORKERS.set(client, WORKERS);
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, access.timeout());
        CoreModuleProperties.AUTH_TIMEOUT.set(client, access.timeout());
        CoreModuleProperties.CHANNEL_OPEN_TIMEOUT.set(client, access.timeout());
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT);
        return client;
    }
}
