package dev.bellhop.journey;

import dev.bellhop.testing.TestBlobServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One source more than usual, whose folder is a container of a blob storage. */
public final class BlobMode implements QuarkusTestProfile {

    static final String SIGNATURE = "canary-signature";

    @Override
    public Map<String, String> getConfigOverrides() {
        return LocalMode.common();
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(TemporaryFolders.class), new TestResourceEntry(Server.class));
    }

    /** The storage. */
    public static final class Server implements QuarkusTestResourceLifecycleManager {

        private @Nullable TestBlobServer server;

        @Override
        public Map<String, String> start() {
            try {
                server = new TestBlobServer();
                return Map.of(
                        "bellhop.sources.remote.directory",
                        "azblob://" + TestBlobServer.ACCOUNT + '/' + TestBlobServer.CONTAINER,
                        "bellhop.sources.remote.settle",
                        "0s",
                        "bellhop.sources.remote.blob.sas-token",
                        "sv=2025-01-05&sr=c&sp=rl&sig=" + SIGNATURE,
                        "bellhop.sources.remote.blob.endpoint",
                        server.endpoint());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(server, new TestInjector.MatchesType(TestBlobServer.class));
        }

        @Override
        public void stop() {
            Objects.requireNonNull(server).close();
        }
    }
}
