package dev.bellhop.journey;

import dev.bellhop.testing.TestSftpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One source more than usual, whose folder is on an SFTP server. */
public final class SftpMode implements QuarkusTestProfile {

    /** Few, so that callers who wait for a server that hangs would have them all. */
    static final int THREADS = 20;

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>(LocalMode.common());
        config.put("quarkus.thread-pool.max-threads", Integer.toString(THREADS));
        return config;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(TemporaryFolders.class), new TestResourceEntry(Server.class));
    }

    /** The server, and in the configuration the folder that it serves. */
    public static final class Server implements QuarkusTestResourceLifecycleManager {

        static final String FOLDER = "test.sftp.folder";

        private @Nullable TestSftpServer server;

        @Override
        public Map<String, String> start() {
            try {
                Path root = Files.createTempDirectory("bellhop-sftp-").toRealPath();
                Path folder = Files.createDirectory(root.resolve("in"));
                server = new TestSftpServer(root);
                Map<String, String> config = new HashMap<>();
                config.put("bellhop.sources.remote.directory", "sftp://127.0.0.1:" + server.port() + "/in");
                config.put("bellhop.sources.remote.settle", "0s");
                config.put("bellhop.sources.remote.sftp.user", TestSftpServer.USER);
                config.put("bellhop.sources.remote.sftp.password", TestSftpServer.PASSWORD);
                config.put("bellhop.sources.remote.sftp.host-key", server.fingerprint());
                config.put(FOLDER, folder.toString());
                return config;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(server, new TestInjector.MatchesType(TestSftpServer.class));
        }

        @Override
        public void stop() {
            try {
                Objects.requireNonNull(server).close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
