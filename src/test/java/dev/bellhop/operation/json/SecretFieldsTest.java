package dev.bellhop.operation.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.access.Vault;
import dev.bellhop.testing.SeededRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is secret in an input is not to be read where it is kept, and yet is the same when it comes again. */
class SecretFieldsTest {

    private static final Set<String> FIELDS = Set.of("url", "headers");
    private static final String INPUT = "{\"method\":\"POST\",\"url\":\"https://a.test/?sig=canary\","
            + "\"headers\":{\"Authorization\":\"canary\"},\"retries\":3}";

    private final Vault vault = vault(1, 1);

    @Test
    void what_is_sealed_can_be_opened_and_not_read() {
        String kept = SecretFields.seal(INPUT, FIELDS, vault);
        assertThat(kept)
                .startsWith(SecretFields.MARK + "v1." + Vault.keyId(key(1)) + '.')
                .endsWith("\"method\":\"POST\",\"retries\":3}")
                .doesNotContain("canary")
                .doesNotContain("a.test");
        assertThat(SecretFields.open(kept, vault))
                .isEqualTo("{\"method\":\"POST\",\"retries\":3,\"url\":\"https://a.test/?sig=canary\","
                        + "\"headers\":{\"Authorization\":\"canary\"}}");
        assertThat(SecretFields.shown(kept)).isEqualTo("{\"method\":\"POST\",\"retries\":3}");
    }

    @Test
    void an_input_without_secrets_stays_as_it_is() {
        for (String input : List.of("{\"method\":\"GET\"}", "{}", "null", "[\"url\"]", "\"url\"")) {
            assertThat(SecretFields.seal(input, FIELDS, vault)).isEqualTo(input);
            assertThat(SecretFields.open(input, vault)).isEqualTo(input);
            assertThat(SecretFields.shown(input)).isEqualTo(input);
        }
        assertThat(SecretFields.seal(INPUT, Set.of(), vault)).isEqualTo(INPUT);
    }

    @Test
    void the_same_input_is_known_without_being_opened() {
        String one = SecretFields.seal(INPUT, FIELDS, vault);
        String same = SecretFields.seal(INPUT, FIELDS, vault);
        assertThat(one).isNotEqualTo(same);
        assertThat(SecretFields.isSame(one, same)).isTrue();
        for (String other : List.of(
                INPUT.replace("canary\"}", "other\"}"),
                INPUT.replace("sig=", "s="),
                INPUT.replace("3", "4"),
                "{\"method\":\"POST\",\"retries\":3}")) {
            assertThat(SecretFields.isSame(one, SecretFields.seal(other, FIELDS, vault)))
                    .as(other)
                    .isFalse();
        }
        assertThat(SecretFields.isSame("{\"a\":1}", "{\"a\":1}")).isTrue();
        assertThat(SecretFields.isSame("{\"a\":1}", "{\"a\":2}")).isFalse();
    }

    @Test
    void another_key_takes_over() {
        String before = SecretFields.seal(INPUT, FIELDS, vault);
        Vault both = new Vault(key(2), List.of(key(1)), SeededRandom.of(2));
        String after = SecretFields.sealAnew(before, both);
        assertThat(after).startsWith(SecretFields.MARK + "v1." + Vault.keyId(key(2)) + '.');
        assertThat(SecretFields.open(after, vault(2, 3))).isEqualTo(SecretFields.open(before, vault));
        assertThat(SecretFields.isSame(after, SecretFields.seal(INPUT, FIELDS, vault(2, 4))))
                .isTrue();
        assertThatThrownBy(() -> SecretFields.sealAnew(before, vault(3, 5))).isInstanceOf(IllegalStateException.class);
        assertThat(SecretFields.sealAnew("{\"a\":1}", both)).isEqualTo("{\"a\":1}");
    }

    private static Vault vault(int key, long seed) {
        return new Vault(key(key), SeededRandom.of(seed));
    }

    private static byte[] key(int number) {
        byte[] key = new byte[Vault.KEY_BYTES];
        Arrays.fill(key, (byte) number);
        return key;
    }
}
