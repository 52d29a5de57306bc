package dev.bellhop.journey;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bellhop as it starts by itself: no key, SQLite. Every test class has a source of its own, and nothing moves unless a
 * test says so with {@link Clockwork}.
 */
public final class LocalMode implements QuarkusTestProfile {

    /** Sources of pushed events. */
    static final List<String> PUSHED = List.of(
            "events",
            "publish",
            "poll",
            "states",
            "hooks",
            "options",
            "callbacks",
            "letters",
            "canary",
            "fuzz",
            "managing",
            "connector",
            "streams",
            "odd ünï");

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>(common());
        PUSHED.forEach(source -> config.put("bellhop.sources." + quoted(source) + ".kind", "events"));
        config.put("bellhop.operations.run-time", "4s");
        config.put("bellhop.sources.events.title", "Events");
        config.put("bellhop.sources.events.description", "Anything that happens");
        config.put("bellhop.examples.call-for-speakers", "true");
        // The canary test reads every line that Bellhop could ever log.
        config.put("quarkus.log.min-level", "TRACE");
        return config;
    }

    private static String quoted(String source) {
        return source.contains(" ") ? '"' + source + '"' : source;
    }

    /** What all profiles need: timers stand still, files settle at once, and retries do not keep a test waiting. */
    static Map<String, String> common() {
        return Map.of(
                "quarkus.scheduler.enabled", "false",
                "bellhop.sources.inbox.settle", "0s",
                "bellhop.sources.documents.settle", "0s",
                "bellhop.files.upload-max", "4M",
                "bellhop.delivery.retries", "10ms,10ms",
                "bellhop.callbacks.timeout", "5s");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(TemporaryFolders.class));
    }
}
