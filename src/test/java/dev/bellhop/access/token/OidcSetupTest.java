package dev.bellhop.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.Caller.Grant;
import dev.bellhop.access.Right;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OidcSetupTest {

    private static final String ISSUER = "https://login.microsoftonline.com/4f1c/v2.0";

    @Test
    void without_an_issuer_there_is_nothing_and_nothing_wrong() {
        assertThat(read(Map.of())).isEqualTo(new OidcSetup.Outcome(Optional.empty(), List.of()));
    }

    @Test
    void an_issuer_with_its_audiences_and_roles_is_read() {
        OidcSetup.Outcome outcome = read(Map.of(
                "issuer", ISSUER + '/',
                "audience", "api://bellhop, 7c2d",
                "roles-claim", "realm_access/roles",
                "roles.reader.rights", "poll, Files",
                "roles.reader.sources", "inbox, orders",
                "roles.\"Alpha Team\".sources", "alpha"));
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.issuer())
                .contains(new Issuer(
                        ISSUER,
                        List.of("api://bellhop", "7c2d"),
                        new TokenClaims(
                                "realm_access/roles",
                                Map.of(
                                        "reader",
                                        new Grant(EnumSet.of(Right.POLL, Right.FILES), Set.of("inbox", "orders")),
                                        "Alpha Team",
                                        new Grant(EnumSet.allOf(Right.class), Set.of("alpha"))))));
    }

    @Test
    void roles_are_in_the_claim_roles_if_nothing_is_said() {
        assertThat(read(Map.of("issuer", ISSUER, "audience", "a")).issuer())
                .hasValueSatisfying(
                        issuer -> assertThat(issuer.claims().rolesClaim()).isEqualTo("roles"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ISSUER,
                "https://login.microsoftonline.com/4f1c",
                "https://keycloak.example.org:8443/realms/bellhop",
                "http://localhost:8081/realms/bellhop",
                "http://127.0.0.1:8081/x",
                "http://[::1]:8081/x"
            })
    void an_issuer_is_https_or_on_this_machine(String issuer) {
        assertThat(read(Map.of("issuer", issuer, "audience", "a")).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://keycloak.example.org/realms/bellhop",
                "http://10.0.0.1/x",
                "http://127.0.0.1.example.org/x",
                "https:///x",
                "https://user:password@example.org/x",
                "https://example.org/x?y",
                "https://example.org/x#y",
                "ftp://example.org/x",
                "login.microsoftonline.com/4f1c/v2.0",
                "not a url"
            })
    void any_other_issuer_is_a_problem(String issuer) {
        assertThat(read(Map.of("issuer", issuer, "audience", "a")).problems())
                .singleElement()
                .asString()
                .startsWith("bellhop.oidc.issuer=" + issuer + ": must be an https URL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "issuer={issuer} | bellhop.oidc.audience is missing",
                "issuer={issuer};audience=any | bellhop.oidc.audience=any: must be",
                "issuer={issuer};audience=a, any | bellhop.oidc.audience=any: must be",
                "issuer={issuer}/.well-known/openid-configuration;audience=a | {key}/.well-known/openid-configuration: must be"
                        + " the URL of the issuer alone",
                "issuer=https://login.microsoftonline.com/common/v2.0;audience=a |"
                        + " bellhop.oidc.issuer=https://login.microsoftonline.com/common/v2.0: must name one tenant",
                "issuer=https://login.microsoftonline.com/organizations;audience=a |"
                        + " bellhop.oidc.issuer=https://login.microsoftonline.com/organizations: must name one tenant",
                "audience=a | bellhop.oidc.issuer is missing",
                "roles.reader.rights=poll | bellhop.oidc.issuer is missing",
                "issuer={issuer};audience=a;roles.reader.rights=write | bellhop.oidc.roles.reader.rights=write: there is no"
                        + " such right"
            })
    void a_problem_names_the_key_and_what_to_do(String settings, String expected) {
        Map<String, String> config = new HashMap<>();
        for (String setting : settings.replace("{issuer}", ISSUER).split(";")) {
            String[] parts = setting.strip().split("=", 2);
            config.put(parts[0], parts[1]);
        }
        assertThat(read(config).problems())
                .singleElement()
                .asString()
                .startsWith(expected.replace("{key}", "bellhop.oidc.issuer=" + ISSUER));
    }

    private static OidcSetup.Outcome read(Map<String, String> keys) {
        Map<String, String> config = new HashMap<>();
        keys.forEach((key, value) -> config.put("bellhop.oidc." + key, value));
        return OidcSetup.read(new SmallRyeConfigBuilder()
                .withMapping(OidcConfig.class)
                .withDefaultValues(config)
                .build()
                .getConfigMapping(OidcConfig.class));
    }
}
