package dev.bellhop.app.oidc;

import dev.bellhop.access.token.Issuer;
import dev.bellhop.access.token.OidcConfig;
import dev.bellhop.access.token.OidcSetup;
import dev.bellhop.app.config.StartRefused;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives Quarkus the issuer when the first token is shown. Of a tenant in {@code quarkus.oidc.*} it would read the keys at
 * the start, and some failures of that would end the start.
 */
@Singleton
final class OidcTenant implements TenantConfigResolver {

    private static final String ID = "bellhop";
    private static final int CLOCK_SKEW_SECONDS = 60;
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    /** Least time between two looks for a key that is not known, since anybody can name one in a token. */
    static final Duration KEYS_AGAIN = Duration.ofSeconds(5);

    private final Optional<Issuer> issuer;
    private final @Nullable OidcTenantConfig config;

    OidcTenant(OidcConfig config) {
        OidcSetup.Outcome outcome = OidcSetup.read(config);
        if (!outcome.problems().isEmpty()) {
            throw StartRefused.because(String.join("\n", outcome.problems()));
        }
        this.issuer = outcome.issuer();
        this.config = issuer.map(OidcTenant::config).orElse(null);
    }

    Optional<Issuer> issuer() {
        return issuer;
    }

    @Override
    public Uni<OidcTenantConfig> resolve(RoutingContext context, OidcRequestContext<OidcTenantConfig> request) {
        return Uni.createFrom().item(config);
    }

    /** The issuer that tokens must name is the one that its discovery document names. */
    private static OidcTenantConfig config(Issuer issuer) {
        return OidcTenantConfig.authServerUrl(issuer.url())
                .tenantId(ID)
                .clientId(ID)
                .connectionTimeout(CONNECT_MAX)
                .token()
                .audience(issuer.audiences())
                .lifespanGrace(CLOCK_SKEW_SECONDS)
                .forcedJwkRefreshInterval(KEYS_AGAIN)
                .allowJwtIntrospection(false)
                .allowOpaqueTokenIntrospection(false)
                .end()
                .build();
    }
}
