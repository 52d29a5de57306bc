package dev.bellhop.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.Caller.KeyHolder;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessSetupTest {

    private static final String KEY = "0123456789abcdef";
    private static final String HASH = HexFormat.of().formatHex(Callers.sha256(KEY));

    @Test
    void without_keys_there_is_nothing_and_nothing_wrong() {
        assertThat(read(Map.of())).isEqualTo(new AccessSetup.Outcome(List.of(), List.of()));
    }

    @Test
    void a_key_has_every_right_everywhere_unless_it_is_limited() {
        AccessSetup.Outcome outcome = read(Map.of(
                "bellhop.api-keys.b.key",
                KEY,
                "bellhop.api-keys.a.hash",
                ' ' + HASH.toUpperCase(java.util.Locale.ROOT),
                "bellhop.api-keys.a.rights",
                "poll, Publish",
                "bellhop.api-keys.a.sources",
                "inbox,orders"));

        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.keys())
                .extracting(Callers.ApiKey::holder)
                .containsExactly(
                        new KeyHolder("a", EnumSet.of(Right.POLL, Right.PUBLISH), Set.of("inbox", "orders")),
                        new KeyHolder("b", EnumSet.allOf(Right.class), Set.of()));
        assertThat(new Callers(outcome.keys().subList(0, 1)).identify(KEY))
                .as("a hash stands for its key")
                .isInstanceOf(KeyHolder.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "local", "-", "\"bearer:ann\""})
    void a_key_is_not_named_like_another_caller(String name) {
        assertThat(read(Map.of("bellhop.api-keys." + name + ".key", KEY)).problems())
                .singleElement()
                .asString()
                .endsWith("choose another name");
    }

    @Test
    void names_of_sources_may_have_blanks_around_them() {
        AccessSetup.Outcome outcome =
                read(Map.of("bellhop.api-keys.a.key", KEY, "bellhop.api-keys.a.sources", "inbox, orders"));
        assertThat(outcome.keys().getFirst().holder().sources()).containsExactlyInAnyOrder("inbox", "orders");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rights=poll | bellhop.api-keys.k needs either .key or .hash, and not both",
                "key={key},hash={hash} | bellhop.api-keys.k needs either .key or .hash, and not both",
                "key=0123456789abcde | bellhop.api-keys.k.key is shorter than 16 characters; make a random one,"
                        + " for example with: openssl rand -hex 32",
                "hash=abc | bellhop.api-keys.k.hash must be the SHA-256 of the key in hexadecimal, 64 characters",
                "hash=abcd | bellhop.api-keys.k.hash must be the SHA-256 of the key in hexadecimal, 64 characters",
                "key={key},rights=write | bellhop.api-keys.k.rights=write: there is no such right; there are"
                        + " [poll, subscribe, publish, files, act, operate]"
            })
    void a_problem_names_the_key_and_never_shows_the_secret(String settings, String expected) {
        Map<String, String> keys = new HashMap<>();
        for (String setting :
                settings.replace("{key}", KEY).replace("{hash}", HASH).split(",")) {
            String[] parts = setting.split("=", 2);
            keys.put("bellhop.api-keys.k." + parts[0], parts[1]);
        }
        assertThat(read(keys).problems()).containsExactly(expected).noneMatch(problem -> problem.contains(KEY));
    }

    private static AccessSetup.Outcome read(Map<String, String> keys) {
        return AccessSetup.read(new SmallRyeConfigBuilder()
                .withMapping(AccessConfig.class)
                .withDefaultValues(keys)
                .build()
                .getConfigMapping(AccessConfig.class));
    }
}
