package dev.bellhop.app.oidc;

import dev.bellhop.access.token.Issuer;
import dev.bellhop.access.token.TokenClaims;
import dev.bellhop.api.edge.BearerTokens;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Has tokens checked by Quarkus, and asks the configuration what the claims of a valid one allow. */
@Singleton
final class OidcTokens implements BearerTokens {

    private static final Logger LOG = Logger.getLogger("dev.bellhop.oidc");
    private static final Duration ISSUER_ANSWER_MAX = Duration.ofSeconds(10);
    /** While one request fetches the keys, Quarkus refuses all others with new keys: time enough for the one. */
    private static final Duration KEYS_FETCHED = Duration.ofSeconds(1);

    private final Optional<Issuer> issuer;
    private final IdentityProviderManager identities;
    private final IssuerContact contact = new IssuerContact(System::nanoTime);

    OidcTokens(OidcTenant tenant, IdentityProviderManager identities) {
        this.issuer = tenant.issuer();
        this.identities = identities;
    }

    @Override
    public Uni<Finding> check(String token, RoutingContext context) {
        if (!TokenFailure.isJwt(token)) {
            return Uni.createFrom().item(TokenFailure.NO_JWT);
        }
        return contact.check(() -> ask(token, context).flatMap(finding -> again(finding, token, context)));
    }

    private Uni<Finding> again(Finding finding, String token, RoutingContext context) {
        return finding.equals(TokenFailure.UNKNOWN_KEY)
                ? Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(KEYS_FETCHED)
                        .chain(() -> ask(token, context))
                : Uni.createFrom().item(finding);
    }

    private Uni<Finding> ask(String token, RoutingContext context) {
        return Uni.createFrom()
                .deferred(() -> identities.authenticate(HttpSecurityUtils.setRoutingContextAttribute(
                        new TokenAuthenticationRequest(new AccessTokenCredential(token)), context)))
                .map(valid -> holder(token))
                .ifNoItem()
                .after(ISSUER_ANSWER_MAX)
                .fail()
                .onFailure()
                .recoverWithItem(this::finding);
    }

    private Finding holder(String token) {
        byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        TokenClaims claims = issuer.orElseThrow().claims();
        return claims.holder(new JsonObject(Buffer.buffer(payload)).getMap())
                .<Finding>map(Valid::new)
                .orElse(new Invalid("it names nobody: it has none of sub, preferred_username, azp, appid, client_id"));
    }

    private Finding finding(Throwable failure) {
        return TokenFailure.of(failure).<Finding>map(invalid -> invalid).orElseGet(() -> {
            LOG.warnf(
                    "bearer tokens cannot be checked: issuer=%s does not answer, or has no discovery document and keys;"
                            + " quarkus.log.category.\"io.quarkus.oidc\".level=WARN tells more",
                    issuer.map(Issuer::url).orElse("-"));
            return new Unknown(IssuerContact.AGAIN.toSeconds());
        });
    }
}
