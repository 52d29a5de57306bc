package dev.bellhop.app;

import dev.bellhop.access.AccessConfig;
import dev.bellhop.access.AccessSetup;
import dev.bellhop.access.CallbackPolicy;
import dev.bellhop.access.Callers;
import dev.bellhop.access.Cidr;
import dev.bellhop.access.ContentTokens;
import dev.bellhop.access.RequestRate;
import dev.bellhop.access.Vault;
import dev.bellhop.access.keys.ApiKeys;
import dev.bellhop.access.keys.CreatedKeys;
import dev.bellhop.access.keys.KeyStore;
import dev.bellhop.access.signing.SigningKey;
import dev.bellhop.access.token.OidcConfig;
import dev.bellhop.api.SubscribeResource.Tools;
import dev.bellhop.api.edge.BodyLimit;
import dev.bellhop.api.edge.Gate;
import dev.bellhop.api.edge.LocalHosts;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.api.edge.SubscriptionGate;
import dev.bellhop.api.edge.Throttle;
import dev.bellhop.app.config.AppConfig;
import dev.bellhop.app.config.StartRefused;
import dev.bellhop.event.Ids;
import dev.bellhop.source.SourceSetup;
import dev.bellhop.source.Sources;
import dev.bellhop.source.SourcesConfig;
import dev.bellhop.source.content.FileUploads;
import dev.bellhop.source.content.PartedUploads;
import dev.bellhop.source.content.RemoteReads;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who may call, which sources there are, and under which address: all that a start can be refused for. */
final class ApiWiring {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    @Produces
    @Singleton
    Callers callers(AccessConfig config, OidcConfig oidc, CreatedKeys created) {
        AccessSetup.Outcome outcome = AccessSetup.read(config);
        refuseIfAny(outcome.problems());
        return new Callers(outcome.keys(), created, oidc.issuer().isPresent());
    }

    @Produces
    @Singleton
    CreatedKeys createdKeys(InstantSource clock) {
        return new CreatedKeys(clock);
    }

    @Produces
    @Singleton
    ApiKeys apiKeys(Callers callers, KeyStore store, CreatedKeys created, RandomGenerator random, InstantSource clock) {
        return new ApiKeys(callers, store, created, random, clock);
    }

    @Produces
    @Singleton
    Sources sources(SourcesConfig config) throws IOException {
        return switch (SourceSetup.read(config, Path.of(""), System::nanoTime)) {
            case SourceSetup.Ready(Sources sources) -> sources;
            case SourceSetup.Wrong(List<String> problems) -> throw refused(problems);
        };
    }

    void close(@Disposes Sources sources) {
        sources.close();
    }

    @Produces
    @Singleton
    BodyLimit bodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize max, AppConfig config) {
        if (config.bodyTime().compareTo(Duration.ofSeconds(1)) < 0) {
            throw refused(List.of("bellhop.limits.body-time=" + config.bodyTime() + ": must be at least 1s"));
        }
        return new BodyLimit(max.asLongValue(), config.uploadMax(), config.bodyTime());
    }

    @Produces
    @Singleton
    FileUploads uploads(Ids ids, BodyLimit limit) {
        return new FileUploads(ids, limit.uploadMax());
    }

    @Produces
    @Singleton
    PartedUploads partedUploads(FileUploads uploads, Ids ids) {
        return new PartedUploads(uploads, ids);
    }

    @Produces
    @Singleton
    RemoteReads remoteReads() {
        return new RemoteReads();
    }

    @Produces
    @Singleton
    Gate gate(Callers callers, Sources sources, Throttle throttle, AppConfig config, Vault vault) {
        return new Gate(
                callers, sources, throttle, new LocalHosts(config.publicUrl().filter(ApiWiring::isHttpUrl)), vault);
    }

    @Produces
    @Singleton
    Throttle throttle(AppConfig config, AccessConfig access, CreatedKeys created) {
        List<String> problems = new ArrayList<>();
        Map<String, RequestRate> keys = new HashMap<>();
        access.keys()
                .forEach((name, key) -> key.requestsPerSecond()
                        .ifPresent(rate -> keys.put(
                                name, rate("bellhop.api-keys." + name + ".requests-per-second", rate, problems))));
        Throttle.Limits limits = new Throttle.Limits(
                rate("bellhop.limits.requests-per-second", config.requestsPerSecond(), problems),
                rate("bellhop.limits.keyless-requests-per-second", config.keylessRequestsPerSecond(), problems),
                name -> keys.containsKey(name) ? keys.get(name) : created.rate(name));
        refuseIfAny(problems);
        return new Throttle(limits, System::nanoTime);
    }

    private static RequestRate rate(String key, int perSecond, List<String> problems) {
        if (perSecond < 0) {
            problems.add(key + "=" + perSecond + ": must be a number of requests a second, or 0 for any number");
        }
        return new RequestRate(Math.max(0, perSecond));
    }

    @Produces
    @Singleton
    SubscriptionGate subscriptionGate(Gate gate, Vault vault) {
        return new SubscriptionGate(gate, vault);
    }

    @Produces
    @Singleton
    PublicUrl publicUrl(AppConfig config, Callers callers, ContentTokens tokens) {
        List<String> problems = new ArrayList<>();
        List<Cidr> proxies = new ArrayList<>();
        config.trustedProxies()
                .orElse(List.of())
                .forEach(proxy -> Cidr.parse(proxy)
                        .ifPresentOrElse(
                                proxies::add,
                                () -> problems.add("bellhop.trusted-proxies=" + proxy
                                        + ": must be an address or a range such as 10.0.0.0/8")));
        config.publicUrl()
                .filter(url -> !isHttpUrl(url))
                .ifPresent(url -> problems.add("bellhop.public-url=" + url
                        + ": must be an absolute URL without query, such as https://bellhop.example.org/prefix"));
        if (!callers.isLocalMode() && config.publicUrl().isEmpty()) {
            problems.add(
                    "bellhop.public-url is missing: with API keys or an issuer configured, set it to the address that callers"
                            + " use, such as https://bellhop.example.org");
        }
        refuseIfAny(problems);
        return new PublicUrl(
                config.publicUrl().map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url),
                proxies,
                tokens);
    }

    @Produces
    @Singleton
    ContentTokens contentTokens(AppConfig config, Callers callers, Vault vault, InstantSource clock) {
        if (config.linkAge().isNegative()) {
            throw refused(List.of("bellhop.files.link-age=" + config.linkAge() + ": must not be negative"));
        }
        return new ContentTokens(vault, clock, callers.isLocalMode() ? Duration.ZERO : config.linkAge());
    }

    @Produces
    @Singleton
    Tools subscribing(CallbackPolicy policy, Vault vault, PublicUrl publicUrl, RandomGenerator random) {
        return new Tools(policy, vault, publicUrl, kind -> SigningKey.generate(kind, random));
    }

    private static boolean isHttpUrl(String text) {
        try {
            URI url = URI.create(text);
            return SCHEMES.contains(Objects.toString(url.getScheme(), "").toLowerCase(Locale.ROOT))
                    && url.getHost() != null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null;
        } catch (IllegalArgumentException notAUrl) {
            return false;
        }
    }

    private static void refuseIfAny(List<String> problems) {
        if (!problems.isEmpty()) {
            throw refused(problems);
        }
    }

    private static StartRefused refused(List<String> problems) {
        return StartRefused.because(String.join("\n", problems));
    }
}
