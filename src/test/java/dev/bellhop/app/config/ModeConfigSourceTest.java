package dev.bellhop.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without a credential only this machine, with one everybody; what is configured wins. */
class ModeConfigSourceTest {

    @Test
    void without_a_credential_bellhop_listens_on_loopback_only() {
        assertThat(host(Map.of(), Map.of())).isEqualTo("127.0.0.1");
        assertThat(host(Map.of("bellhop.data", "/d"), Map.of("BELLHOP_DATA", "/d")))
                .isEqualTo("127.0.0.1");
    }

    @Test
    void with_a_credential_it_listens_everywhere_however_that_was_configured() {
        assertThat(host(Map.of("bellhop.api-keys.me.key", "x"), Map.of())).isEqualTo("0.0.0.0");
        assertThat(host(Map.of("bellhop.api-keys.\"my.key\".hash", "x"), Map.of()))
                .isEqualTo("0.0.0.0");
        assertThat(host(Map.of(), Map.of("BELLHOP_API_KEYS_ME_KEY", "x"))).isEqualTo("0.0.0.0");
        assertThat(host(Map.of("bellhop.oidc.issuer", "https://i.example.org"), Map.of()))
                .isEqualTo("0.0.0.0");
        assertThat(host(Map.of(), Map.of("BELLHOP_OIDC_ISSUER", "https://i.example.org")))
                .isEqualTo("0.0.0.0");
    }

    @Test
    void an_issuer_that_is_left_empty_is_none() {
        assertThat(host(Map.of("bellhop.oidc.issuer", "", "bellhop.oidc.audience", "a"), Map.of()))
                .isEqualTo("127.0.0.1");
        assertThat(host(Map.of(), Map.of("BELLHOP_OIDC_ISSUER", ""))).isEqualTo("127.0.0.1");
    }

    @Test
    void what_is_configured_wins() {
        assertThat(host(Map.of("quarkus.http.host", "10.0.0.1", "bellhop.api-keys.me.key", "x"), Map.of()))
                .isEqualTo("10.0.0.1");
    }

    private static String host(Map<String, String> properties, Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(environment, 300))
                .withSources(new PropertiesConfigSource(properties, "test", 400))
                .withSources(new ModeConfigSource())
                .build()
                .getValue("quarkus.http.host", String.class);
    }
}
