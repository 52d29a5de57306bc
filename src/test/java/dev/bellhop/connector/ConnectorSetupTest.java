package dev.bellhop.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the connector says if nothing is configured, and which configuration is refused. */
class ConnectorSetupTest {

    @Test
    void without_configuration_it_is_known_by_the_address() {
        Profile profile = ready().profile(ServiceAddress.of("https://bellhop.example.org:8443/prefix"));

        assertThat(profile)
                .isEqualTo(new Profile(
                        "Bellhop",
                        "Bellhop",
                        "Bellhop",
                        "Bellhop",
                        "postmaster@bellhop.example.org",
                        "https://bellhop.example.org:8443/prefix",
                        "https://bellhop.example.org:8443/prefix"));
        for (String url : List.of("http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080")) {
            assertThat(ready().profile(ServiceAddress.of(url)).contactEmail()).isEqualTo("postmaster@bellhop.invalid");
        }
    }

    @Test
    void everything_reaches_its_place() {
        ConnectorSetup.Ready ready = ready(
                "title", "Post room",
                "publisher", "Example",
                "stack-owner", "Example Ltd",
                "contact-name", "Help desk",
                "contact-email", "help@example.org",
                "website", "https://example.org",
                "privacy-policy", "https://example.org/privacy",
                "sources", "b, a");

        assertThat(ready.profile(Models.ADDRESS))
                .isEqualTo(new Profile(
                        "Post room",
                        "Example",
                        "Example Ltd",
                        "Help desk",
                        "help@example.org",
                        "https://example.org",
                        "https://example.org/privacy"));
        assertThat(ready.first()).containsExactly("b", "a");
    }

    @ParameterizedTest
    @CsvSource({
        "title, Bellhop Connector",
        "title, An API",
        "title, Power Apps helper",
        "title, Files for Azure",
        "title, Flow files",
        "title, Grüße",
        "title, 1234567890123456789012345678901",
        "contact-email, nobody",
        "website, example.org",
        "privacy-policy, ftp://example.org/x",
        "sources, 'a,nope'",
        "oauth.token-url, https://example.org/token"
    })
    void what_an_importer_would_refuse_is_refused_at_the_start(String key, String value) {
        assertThat(read(key, value))
                .isInstanceOfSatisfying(
                        ConnectorSetup.Wrong.class,
                        wrong -> assertThat(wrong.problems())
                                .singleElement()
                                .asString()
                                .contains("bellhop.connector." + key));
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.microsoftonline.com/t1/v2.0, https://login.microsoftonline.com",
        "https://login.microsoftonline.us/t1/v2.0, https://login.microsoftonline.us",
        "https://sts.windows.net/t1, https://login.microsoftonline.com"
    })
    void of_entra_it_is_known_where_to_sign_in(String issuer, String login) {
        assertThat(ConnectorSetup.signIn(config().oauth(), issuer, "api://b"))
                .hasValue(new Credential.OAuth(
                        login + "/t1/oauth2/v2.0/authorize",
                        login + "/t1/oauth2/v2.0/token",
                        List.of("api://b/.default"),
                        null,
                        new Credential.Entra(login, "t1", "api://b")));
    }

    @Test
    void of_another_issuer_it_must_be_said() {
        String issuer = "https://id.example.org/realms/x";
        assertThat(ConnectorSetup.signIn(config().oauth(), issuer, "b")).isEmpty();
        ConnectorConfig said = config(
                "oauth.authorization-url", "https://id.example.org/auth",
                "oauth.token-url", "https://id.example.org/token",
                "oauth.client-id", "c1",
                "oauth.scopes", "openid,bellhop");
        assertThat(ConnectorSetup.signIn(said.oauth(), issuer, "b"))
                .hasValue(new Credential.OAuth(
                        "https://id.example.org/auth",
                        "https://id.example.org/token",
                        List.of("openid", "bellhop"),
                        "c1",
                        null));
    }

    private static ConnectorSetup.Ready ready(String... pairs) {
        return (ConnectorSetup.Ready) read(pairs);
    }

    private static ConnectorSetup.Outcome read(String... pairs) {
        return ConnectorSetup.read(config(pairs), List.of("a", "b"));
    }

    private static ConnectorConfig config(String... pairs) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put("bellhop.connector." + pairs[i], pairs[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .withMapping(ConnectorConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(ConnectorConfig.class);
    }
}
