package dev.bellhop.access.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code bellhop.oidc.…}: whose bearer tokens are accepted. An issuer turns local mode into server mode, as a key does. */
@ConfigMapping(prefix = "bellhop.oidc")
public interface OidcConfig {

    /** URL of the OpenID Connect issuer, below which {@code /.well-known/openid-configuration} is. */
    Optional<String> issuer();

    /** Values of {@code aud}, one of which a token must have. */
    Optional<List<String>> audience();

    /** The claim with the roles: its name, or the names that lead to it, with slashes between them. */
    @WithDefault("roles")
    String rolesClaim();

    /** What roles allow, by their names. A role {@code bellhop.poll}, and so on, needs no entry. */
    Map<String, RoleConfig> roles();

    /** One role. */
    interface RoleConfig {

        /** What it allows: {@code poll}, {@code subscribe}, {@code publish}, {@code files}, {@code act}, {@code operate}. */
        @WithDefault("poll,subscribe,publish,files,act,operate")
        List<String> rights();

        /** Sources it is limited to; all if empty. */
        Optional<List<String>> sources();
    }
}
