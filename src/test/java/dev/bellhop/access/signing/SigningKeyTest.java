package dev.bellhop.access.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.signing.SigningKey.Kind;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {

    @ParameterizedTest
    @CsvSource({"23, false", "24, true", "32, true", "64, true", "65, false", "0, false"})
    void a_shared_secret_has_24_to_64_bytes(int length, boolean expected) {
        String base64 = Base64.getEncoder().encodeToString(new byte[length]);
        assertThat(SigningKey.parse("whsec_" + base64).isPresent()).isEqualTo(expected);
        assertThat(SigningKey.parse(base64).isPresent()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "31, false", "32, true", "33, false", "63, false", "65, false", "96, false"})
    void a_seed_has_32_bytes(int length, boolean expected) {
        String base64 = Base64.getEncoder().encodeToString(new byte[length]);
        assertThat(SigningKey.parse("whsk_" + base64).isPresent()).isEqualTo(expected);
    }

    @Test
    void a_seed_with_the_public_key_of_another_is_no_key() {
        byte[] one = bytes(SigningKey.generate(Kind.ED25519, new Random(1)));
        byte[] other = bytes(SigningKey.generate(Kind.ED25519, new Random(2)));
        System.arraycopy(other, 32, one, 32, 32);
        assertThat(SigningKey.parse("whsk_" + Base64.getEncoder().encodeToString(one)))
                .isEmpty();
        assertThat(SigningKey.parse("whsk_" + Base64.getEncoder().encodeToString(new byte[64])))
                .isEmpty();
    }

    @Test
    void every_form_of_a_key_is_the_same_key() {
        assertThat(SigningKey.parse("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                .isPresent()
                .isEqualTo(SigningKey.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        assertThat(SigningKey.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwBr"))
                .as("without padding")
                .isPresent()
                .isEqualTo(SigningKey.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwBg=="));
        assertThat(SigningKey.parse("whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbc="))
                .isPresent()
                .isEqualTo(
                        SigningKey.parse("whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4"
                                + "AJ6p9lMicMFs6Kvg=="));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "whsec_",
                "whsk_",
                "not base64 at all, but long enough to be one",
                "whsec_whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfV",
                "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n"
            })
    void anything_else_is_no_key(String text) {
        assertThat(SigningKey.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_generated_key_comes_from_the_chance_given_and_can_be_parsed(Kind kind) {
        SigningKey key = SigningKey.generate(kind, new Random(3));
        assertThat(key.kind()).isEqualTo(kind);
        assertThat(SigningKey.generate(kind, new Random(3))).isEqualTo(key);
        assertThat(SigningKey.generate(kind, new Random(4))).isNotEqualTo(key);
        assertThat(SigningKey.parse(key.secret().reveal())).hasValue(key);
    }

    @ParameterizedTest
    @EnumSource
    void a_key_does_not_print_itself(Kind kind) {
        SigningKey key = SigningKey.generate(kind, new Random(3));
        String secret = key.secret().reveal();
        assertThat(key.toString() + SigningKeys.of(key) + key.secret())
                .doesNotContain(secret, secret.substring(secret.indexOf('_') + 1))
                .doesNotContain(Integer.toHexString(secret.hashCode()));
    }

    private static byte[] bytes(SigningKey key) {
        return Base64.getDecoder().decode(key.secret().reveal().substring("whsk_".length()));
    }
}
