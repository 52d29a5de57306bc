package dev.bellhop.app;

import dev.bellhop.access.Callers;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.source.Sources;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/** Refuses a start whose configuration cannot be meant: unknown keys, and an open door without a lock. */
@Singleton
final class ConfigCheck {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

    /** Before anything is opened; what it asks for checks its own configuration when it is made. */
    void check(
            @Observes @Priority(0) StartupEvent event,
            Config config,
            Callers callers,
            PublicUrl publicUrl,
            Sources sources) {
        List<String> problems = new ArrayList<>();
        for (String name : config.getPropertyNames()) {
            KnownKeys.problem(name).ifPresent(problems::add);
        }
        String host = config.getValue("quarkus.http.host", String.class);
        if (callers.isLocalMode() && !LOOPBACK.contains(host) && LaunchMode.current() == LaunchMode.NORMAL) {
            problems.add("quarkus.http.host=" + host + ": without a credential Bellhop listens on this machine only;"
                    + " set bellhop.api-keys.<name>.key (for example from: openssl rand -hex 32) and"
                    + " bellhop.public-url, or remove quarkus.http.host");
        }
        if (!problems.isEmpty()) {
            throw StartRefused.because(String.join("\n", problems));
        }
    }
}
