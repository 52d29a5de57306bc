package dev.bellhop.app.config;

import dev.bellhop.access.CallbacksConfig;
import dev.bellhop.access.Callers;
import dev.bellhop.access.Cidr;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.delivery.DeliveryConfig;
import dev.bellhop.delivery.history.AttemptLog;
import dev.bellhop.log.RetentionConfig;
import dev.bellhop.source.Source;
import dev.bellhop.source.Sources;
import dev.bellhop.subscription.SubscriptionsConfig;
import dev.bellhop.trigger.PollingConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/** Refuses a start whose configuration cannot be meant. */
@Singleton
final class ConfigCheck {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

    private final List<String> problems = new ArrayList<>();

    /** Before anything is opened; what it asks for checks its own configuration when it is made. */
    void check(
            @Observes @Priority(0) StartupEvent event,
            Config config,
            AppConfig app,
            Callers callers,
            PublicUrl publicUrl,
            Sources sources) {
        for (String name : config.getPropertyNames()) {
            if (!isForCommands(name, config)) {
                KnownKeys.problem(name)
                        .or(() -> KnownKeys.emptyLimit(
                                name, config.getConfigValue(name).getValue()))
                        .ifPresent(problems::add);
            }
        }
        host(config.getValue("quarkus.http.host", String.class), callers.isLocalMode());
        dataFolder(Path.of(app.data()).toAbsolutePath().normalize(), sources);
        refuseIfAny();
    }

    /** BELLHOP_URL and BELLHOP_KEY in the environment tell the commands where Bellhop is; they may start it, too. */
    private static boolean isForCommands(String name, Config config) {
        return (name.equals("bellhop.url") || name.equals("bellhop.key"))
                && Objects.toString(config.getConfigValue(name).getSourceName(), "")
                        .startsWith("EnvConfigSource");
    }

    /** Numbers that would switch something off that nobody means to switch off. */
    void checkLimits(
            @Observes @Priority(0) StartupEvent event,
            DeliveryConfig delivery,
            CallbacksConfig callbacks,
            RetentionConfig retention,
            SubscriptionsConfig subscriptions,
            PollingConfig polling) {
        Limits limits = new Limits(problems);
        limits.atLeast("bellhop.delivery.concurrency", delivery.concurrency(), 1);
        limits.atLeast("bellhop.delivery.waiting-max", delivery.waitingMax(), 1);
        limits.atLeast("bellhop.delivery.connections-per-host", delivery.connectionsPerHost(), 1);
        limits.between("bellhop.delivery.jitter", delivery.jitter(), 0, 1);
        delivery.retries().forEach(wait -> limits.atLeast("bellhop.delivery.retries", wait, 0));
        limits.atLeast("bellhop.delivery.retry-after-max", delivery.retryAfterMax(), 0);
        limits.atLeast("bellhop.delivery.dead-letter-age", delivery.deadLetterAge(), 1);
        limits.between("bellhop.delivery.attempts-kept", delivery.attemptsKept(), 0, AttemptLog.UNWRITTEN_MAX);
        limits.atLeast("bellhop.delivery.attempts-age", delivery.attemptsAge(), 1);
        limits.atLeast("bellhop.delivery.shutdown-patience", delivery.shutdownPatience(), 0);
        limits.between("bellhop.callbacks.timeout", callbacks.timeout().toMillis() / 1e3, 1, 60);
        callbacks.allow().orElse(List.of()).forEach(entry -> limits.hostOrRange("bellhop.callbacks.allow", entry));
        limits.atLeast("bellhop.retention.age", retention.age(), 1);
        limits.atLeast("bellhop.retention.count", retention.count(), 1);
        // Holding events for readers that are behind cannot mean keeping them shorter.
        limits.atLeast(
                "bellhop.retention.held-age",
                retention.heldAge(),
                retention.age().toSeconds());
        limits.atLeast("bellhop.retention.held-count", retention.heldCount(), retention.count());
        limits.atLeast("bellhop.subscriptions.per-source-max", subscriptions.perSourceMax(), 1);
        limits.atLeast("bellhop.subscriptions.per-caller-max", subscriptions.perCallerMax(), 0);
        limits.atLeast("bellhop.polling.waiting-max", polling.waitingMax(), 0);
        refuseIfAny();
    }

    private void host(String host, boolean local) {
        if (local && !LOOPBACK.contains(host) && LaunchMode.current() == LaunchMode.NORMAL) {
            problems.add("quarkus.http.host=" + host + ": without a credential Bellhop listens on this machine only;"
                    + " set bellhop.api-keys.<name>.key (for example from: openssl rand -hex 32) or"
                    + " bellhop.oidc.issuer, and bellhop.public-url; or remove quarkus.http.host");
        }
    }

    /** A watched folder is served to callers, and the data folder holds the key. */
    private void dataFolder(Path data, Sources sources) {
        for (Source.Directory source : sources.directories()) {
            if (data.startsWith(source.folder().root())) {
                problems.add("bellhop.data=" + data + " lies in the folder that source " + source.name()
                        + " watches, so its files, the key among them, would be announced and served; name a folder"
                        + " outside " + source.folder().root());
            }
        }
    }

    private void refuseIfAny() {
        if (!problems.isEmpty()) {
            throw StartRefused.because(String.join("\n", problems));
        }
    }

    /** Checks values against what can be meant; each problem names the key, the value and the bounds. */
    private static final class Limits {

        private static final String HOST = "(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?";

        private final List<String> problems;

        Limits(List<String> problems) {
            this.problems = problems;
        }

        void atLeast(String key, long value, long min) {
            if (value < min) {
                problems.add(key + "=" + value + ": must be at least " + min);
            }
        }

        void atLeast(String key, Duration value, long minSeconds) {
            if (value.compareTo(Duration.ofSeconds(minSeconds)) < 0) {
                problems.add(key + "=" + value + ": must be at least " + minSeconds + "s");
            }
        }

        void between(String key, double value, double min, double max) {
            if (!(value >= min && value <= max)) {
                problems.add(key + "=" + value + ": must be between " + min + " and " + max);
            }
        }

        void hostOrRange(String key, String entry) {
            if (Cidr.parse(entry).isEmpty() && !entry.matches(HOST)) {
                problems.add(key + "=" + entry
                        + ": must be a host (such as erp.example.org or *.example.org), an address or a range such as"
                        + " 10.0.0.0/8");
            }
        }
    }
}
