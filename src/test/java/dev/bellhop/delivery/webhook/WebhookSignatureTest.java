package dev.bellhop.delivery.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.access.SecretText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors are those of reference webhook-delivery.md, section 5.1. */
class WebhookSignatureTest {

    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @CsvSource({
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='",
        "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD, 'v1,78nXHjpFP0tVJQW5D0SBwmVyyW87BV/rL6MgfM/Bw44='",
    })
    void the_published_vectors_come_out(String secret, String expected) {
        assertThat(sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, BODY))
                .isEqualTo(expected);
    }

    @Test
    void id_time_and_every_byte_of_the_body_count() {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        String signature = sign(secret, "id", 1, BODY);
        byte[] changed = BODY.clone();
        changed[changed.length - 1] ^= 1;
        assertThat(sign(secret, "id", 1, BODY)).isEqualTo(signature);
        assertThat(sign(secret, "ie", 1, BODY)).isNotEqualTo(signature);
        assertThat(sign(secret, "id", 2, BODY)).isNotEqualTo(signature);
        assertThat(sign(secret, "id", 1, changed)).isNotEqualTo(signature);
    }

    @ParameterizedTest
    @CsvSource({"23, false", "24, true", "32, true", "64, true", "65, false", "0, false"})
    void a_key_has_24_to_64_bytes(int length, boolean expected) {
        String key = Base64.getEncoder().encodeToString(new byte[length]);
        assertThat(WebhookSignature.key("whsec_" + key).isPresent()).isEqualTo(expected);
        assertThat(WebhookSignature.key(key).isPresent()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "whsec_",
                "not base64 at all, but long enough to be one",
                "whsec_whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfV",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n"
            })
    void anything_else_is_no_key(String secret) {
        assertThat(WebhookSignature.key(secret)).isEmpty();
    }

    @Test
    void signing_without_a_key_is_a_bug_that_shows_no_secret() {
        assertThatThrownBy(() -> sign("hush", "id", 1, BODY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("hush");
    }

    private static String sign(String secret, String id, long timestamp, byte[] body) {
        return WebhookSignature.sign(new SecretText(secret), id, timestamp, body);
    }
}
