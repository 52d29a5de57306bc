package dev.bellhop.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.access.Vault;
import dev.bellhop.testing.SeededRandom;
import io.quarkus.runtime.LaunchMode;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealingKeysTest {

    private static final LaunchMode BEFORE = LaunchMode.current();

    private final SealingKeys keys = new SealingKeys();

    /** Otherwise a refusal would end the process, as it does for users. */
    @BeforeAll
    static void refuse_with_an_exception() {
        LaunchMode.set(LaunchMode.TEST);
    }

    @AfterAll
    static void restore() {
        LaunchMode.set(BEFORE);
    }

    @Test
    void the_first_line_of_the_file_is_current_and_the_lines_after_it_are_known() {
        keys.addLines("bellhop.key", text(1) + "\n\n " + text(2) + " \r\n" + text(3) + "\n");
        keys.add("bellhop.former-sealing-keys, key 1", text(4));
        assertThat(vault().currentKeyId()).isEqualTo(id(1));
        assertThat(vault().otherKeyIds()).containsExactly(id(2), id(3), id(4));
    }

    @Test
    void a_file_with_one_line_with_or_without_an_end_is_one_key() {
        keys.addLines("bellhop.key", text(1));
        assertThat(vault().currentKeyId()).isEqualTo(id(1));
        assertThat(vault().otherKeyIds()).isEmpty();
        SealingKeys ended = new SealingKeys();
        ended.addLines("bellhop.key", "\n" + text(1) + "\n");
        assertThat(ended.vault(SeededRandom.of(1)).currentKeyId()).isEqualTo(id(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64!", "c2hvcnQ=", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="})
    void a_key_of_another_form_is_refused_without_showing_it(String key) {
        assertThatThrownBy(() -> keys.add("bellhop.sealing-key", key))
                .isInstanceOf(StartRefused.class)
                .hasMessageContainingAll("bellhop.sealing-key", "openssl rand -base64 32")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("c2hvcnQ", "not base64!"));
    }

    @Test
    void a_line_of_another_form_is_named() {
        assertThatThrownBy(() -> keys.addLines("data/bellhop.key", text(1) + "\nwhat?\n"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContainingAll("data/bellhop.key, line 2", "openssl rand -base64 32")
                .hasMessageNotContaining("what?");
        assertThatThrownBy(() -> new SealingKeys().addLines("data/bellhop.key", "\n"))
                .isInstanceOf(StartRefused.class);
    }

    @Test
    void the_same_key_at_two_places_is_refused_with_both_and_without_the_key() {
        keys.add("bellhop.sealing-key", text(1));
        assertThatThrownBy(() -> keys.add("bellhop.former-sealing-keys, key 2", text(1)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContainingAll("bellhop.sealing-key", "bellhop.former-sealing-keys, key 2", id(1), "take")
                .hasMessageNotContaining(text(1));
    }

    private Vault vault() {
        return keys.vault(SeededRandom.of(1));
    }

    private static String id(int number) {
        return Vault.keyId(Base64.getDecoder().decode(text(number)));
    }

    private static String text(int number) {
        byte[] key = new byte[Vault.KEY_BYTES];
        key[0] = (byte) number;
        return Base64.getEncoder().encodeToString(key);
    }
}
