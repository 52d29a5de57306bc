package dev.bellhop.journey;

import dev.bellhop.testing.TestPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bellhop on a real PostgreSQL, behind a proxy that it trusts. */
public final class OnPostgres implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>(LocalMode.common());
        for (String source : List.of("events", "fuzz", "polled")) {
            config.put("bellhop.sources." + source + ".kind", "events");
        }
        config.put("bellhop.trusted-proxies", "127.0.0.1");
        return config;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(TemporaryFolders.class), new TestResourceEntry(EmptyDatabase.class));
    }

    /** A database of its own. */
    public static final class EmptyDatabase implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            return Map.of("bellhop.database.url", TestPostgres.newDatabase());
        }

        @Override
        public void stop() {
            // The server stops with the process, and its databases with it.
        }
    }
}
