package dev.bellhop.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.testing.SeededRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {

    private final Vault vault = vault(1);

    @Test
    void what_is_sealed_can_be_opened_and_cannot_be_read() {
        SeededRandom.check(100, random -> {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            String text = Base64.getEncoder().encodeToString(bytes) + "ä😀";
            String sealed = vault.seal(new SecretText(text));
            assertThat(vault.open(sealed).reveal()).isEqualTo(text);
            assertThat(sealed).startsWith("v1.").doesNotContain(text);
        });
        assertThat(vault.open(vault.seal(new SecretText(""))).reveal()).isEmpty();
    }

    @Test
    void the_same_text_is_sealed_differently_each_time() {
        Set<String> sealed = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            sealed.add(vault.seal(new SecretText("https://a.example/")));
        }
        assertThat(sealed).hasSize(100);
    }

    @Test
    void another_key_opens_nothing_and_says_what_to_do() {
        String sealed = vault.seal(new SecretText("hush"));
        assertThatThrownBy(() -> vault(2).open(sealed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another key")
                .hasMessageContaining(vault.currentKeyId())
                .hasMessageContaining("bellhop.former-sealing-keys")
                .hasMessageContaining("bellhop.key")
                .hasMessageNotContaining(sealed);
    }

    @Test
    void a_change_of_any_byte_is_noticed() {
        String sealed = vault.seal(new SecretText("hush"));
        int start = sealed.lastIndexOf('.') + 1;
        byte[] bytes = Base64.getDecoder().decode(sealed.substring(start));
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            String forged = sealed.substring(0, start) + Base64.getEncoder().encodeToString(changed);
            assertThatThrownBy(() -> vault.open(forged))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("changed from outside");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AA==", "AAAAAAAAAAAAAAAA", "!", "AAA."})
    void a_cut_or_garbled_value_is_noticed_as_a_change(String rest) {
        String sealed = vault.seal(new SecretText("hush"));
        String garbled = sealed.substring(0, sealed.lastIndexOf('.') + 1) + rest;
        assertThatThrownBy(() -> vault.open(garbled))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("changed from outside");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1", "hush", "v2.00000000.AAAA"})
    void what_was_never_sealed_cannot_be_opened(String text) {
        assertThatThrownBy(() -> vault.open(text)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_fingerprint_is_the_same_for_the_same_text_and_key_only() {
        String fingerprint = vault.fingerprint(new SecretText("a"));
        assertThat(vault(1).fingerprint(new SecretText("a"))).isEqualTo(fingerprint);
        assertThat(vault.fingerprint(new SecretText("b"))).isNotEqualTo(fingerprint);
        assertThat(vault(2).fingerprint(new SecretText("a"))).isNotEqualTo(fingerprint);
        assertThat(fingerprint).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void a_token_opens_one_thing_only_and_survives_a_restart() {
        String token = vault.token("subscription/1").reveal();
        assertThat(token).matches("[A-Za-z0-9_-]{43}");
        assertThat(vault(1).isToken("subscription/1", token)).isTrue();
        assertThat(vault.isToken("subscription/2", token)).isFalse();
        assertThat(vault(2).isToken("subscription/1", token)).isFalse();
        assertThat(vault.isToken("subscription/1", token + "A")).isFalse();
        assertThat(vault.isToken("subscription/1", "")).isFalse();
    }

    @Test
    void a_fingerprint_is_no_token_though_both_come_from_one_key() {
        assertThat(vault.fingerprint(new SecretText("x")))
                .isNotEqualTo(vault.token("x").reveal());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33})
    void a_key_of_another_length_is_refused(int length) {
        assertThatThrownBy(() -> new Vault(new byte[length], SeededRandom.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32");
    }

    @Test
    void what_any_known_key_sealed_can_be_opened_whichever_is_older() {
        SecretText secret = new SecretText("hush");
        Vault one = vault(1, 2, 3);
        Vault two = vault(2, 3, 1);
        for (Vault vault : List.of(one, two, vault(3, 1, 2))) {
            String sealed = vault.seal(secret);
            assertThat(sealed).startsWith(Vault.mark(vault.currentKeyId()));
            assertThat(one.open(sealed).reveal()).isEqualTo("hush");
            assertThat(two.open(sealed).reveal()).isEqualTo("hush");
        }
        String unknown = vault(4).seal(secret);
        assertThatThrownBy(() -> one.open(unknown))
                .hasMessageContaining(vault(4).currentKeyId())
                .hasMessageContaining(one.currentKeyId())
                .hasMessageContaining(two.currentKeyId());
    }

    @Test
    void a_key_cannot_open_what_another_one_sealed_though_it_takes_its_name() {
        String sealed = vault(2).seal(new SecretText("hush"));
        String renamed = sealed.replace(vault(2).currentKeyId(), vault.currentKeyId());
        assertThatThrownBy(() -> vault(1, 2).open(renamed)).hasMessageContaining("changed from outside");
    }

    @Test
    void fingerprints_are_made_with_the_current_key_and_searched_with_all() {
        SecretText secret = new SecretText("a");
        Vault both = vault(2, 1);
        assertThat(both.fingerprint(secret)).isEqualTo(vault(2).fingerprint(secret));
        assertThat(both.fingerprints(secret))
                .containsExactly(vault(2).fingerprint(secret), vault(1).fingerprint(secret));
        assertThat(vault.fingerprints(secret)).containsExactly(vault.fingerprint(secret));
    }

    @Test
    void tokens_are_made_with_the_current_key_and_taken_of_all() {
        String old = vault(1).token("subscription/1").reveal();
        String older = vault(3).token("subscription/1").reveal();
        Vault all = vault(2, 1, 3);
        assertThat(all.token("subscription/1").reveal())
                .isEqualTo(vault(2).token("subscription/1").reveal());
        assertThat(all.isToken("subscription/1", old)).isTrue();
        assertThat(all.isToken("subscription/1", older)).isTrue();
        assertThat(all.isToken("subscription/1", all.token("subscription/1").reveal()))
                .isTrue();
        assertThat(all.isToken("subscription/2", old)).isFalse();
        assertThat(all.isToken(
                        "subscription/1", vault(4).token("subscription/1").reveal()))
                .isFalse();
        assertThat(vault(2).isToken("subscription/1", old)).isFalse();
    }

    @Test
    void the_same_key_twice_is_refused() {
        assertThatThrownBy(() -> vault(1, 2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> vault(1, 2, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Vault vault(int number, int... others) {
        return new Vault(
                key(number), Arrays.stream(others).mapToObj(VaultTest::key).toList(), SeededRandom.of(7));
    }

    private static byte[] key(int number) {
        byte[] key = new byte[Vault.KEY_BYTES];
        key[0] = (byte) number;
        return key;
    }
}
