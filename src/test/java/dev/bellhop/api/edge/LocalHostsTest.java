package dev.bellhop.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names mean this machine. */
class LocalHostsTest {

    private final LocalHosts hosts = new LocalHosts(Optional.of("https://Bellhop.example.org:8443/prefix"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost",
                "localhost.",
                "127.0.0.1",
                "127.8.9.10",
                "[::1]",
                "::1",
                "bellhop.example.org",
                "BELLHOP.example.org."
            })
    void names_of_this_machine_and_of_the_public_url_are_meant(String host) {
        assertThat(hosts.contains(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "evil-localhost",
                "127.0.0.1.evil.example",
                "0.0.0.0",
                "10.0.0.1",
                "127.1",
                "2130706433",
                "[::]",
                "[::2]",
                "bellhop.example.org.evil.example",
                "example.org",
                ".",
                "[",
                "[]"
            })
    void others_are_not(String host) {
        assertThat(hosts.contains(host)).isFalse();
    }

    @Test
    void who_names_nobody_means_whom_it_reached() {
        assertThat(hosts.contains(null)).isTrue();
        assertThat(new LocalHosts(Optional.empty()).contains("bellhop.example.org"))
                .isFalse();
    }
}
