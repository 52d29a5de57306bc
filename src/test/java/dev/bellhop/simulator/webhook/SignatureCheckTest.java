package dev.bellhop.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellhop.simulator.webhook.SignatureCheck.Result;
import dev.bellhop.simulator.wire.Header;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example is the one that the Standard Webhooks specification and its libraries publish. */
class SignatureCheckTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final long TIMESTAMP = 1_614_265_330;
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final String ASYMMETRIC =
            "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==";
    private static final Instant THEN = Instant.ofEpochSecond(TIMESTAMP);

    private final SignatureCheck check = new SignatureCheck(SECRET);

    @Test
    void the_published_example_is_valid() {
        assertThat(check.check(callback(BODY, ID, TIMESTAMP, SIGNATURE), THEN)).isEqualTo(new Result.Valid());
        assertThat(new SignatureCheck(SECRET.substring("whsec_".length()))
                        .check(callback(BODY, ID, TIMESTAMP, SIGNATURE), THEN))
                .isEqualTo(new Result.Valid());
    }

    @Test
    void of_several_signatures_one_must_be_right() {
        String several = "v1,AAAA v1a,BBBB " + SIGNATURE;

        assertThat(check.check(callback(BODY, ID, TIMESTAMP, several), THEN).isValid())
                .isTrue();
        assertThat(check.check(callback(BODY, ID, TIMESTAMP, "v1,AAAA v1,BBBB"), THEN))
                .isEqualTo(new Result.Invalid("no v1 signature is right"));
        assertThat(check.check(callback(BODY, ID, TIMESTAMP, SIGNATURE.replace("v1,", "v2,")), THEN))
                .isEqualTo(new Result.Invalid("there is no v1 signature"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=",
                "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg=="
            })
    void an_asymmetric_signature_is_verified_by_the_public_key(String secret) {
        SignatureCheck asymmetric = new SignatureCheck(secret);
        assertThat(asymmetric.check(callback(BODY, ID, TIMESTAMP, SIGNATURE + " v1a,AAAA " + ASYMMETRIC), THEN))
                .isEqualTo(new Result.Valid());
        assertThat(List.of(
                        callback(BODY + " ", ID, TIMESTAMP, ASYMMETRIC),
                        callback(BODY, ID + "x", TIMESTAMP, ASYMMETRIC),
                        callback(BODY, ID, TIMESTAMP + 1, ASYMMETRIC),
                        callback(BODY, ID, TIMESTAMP, ASYMMETRIC.replace("hnO3", "hnO4")),
                        callback(BODY, ID, TIMESTAMP, "v1a,not-base64"),
                        callback(BODY, ID, TIMESTAMP, "v1a,")))
                .extracting(wrong -> asymmetric.check(wrong, THEN))
                .containsOnly(new Result.Invalid("no v1a signature is right"));
        assertThat(asymmetric.check(callback(BODY, ID, TIMESTAMP, SIGNATURE), THEN))
                .isEqualTo(new Result.Invalid("there is no v1a signature"));
        assertThat(check.check(callback(BODY, ID, TIMESTAMP, ASYMMETRIC), THEN))
                .isEqualTo(new Result.Invalid("there is no v1 signature"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1,invalid_signature",
                "invalid_signature",
                "v1,",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA=",
                "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
            })
    void the_published_wrong_signatures_are_invalid(String signature) {
        assertThat(check.check(callback(BODY, ID, TIMESTAMP, signature), THEN)).isInstanceOf(Result.Invalid.class);
    }

    @Test
    void the_published_list_of_signatures_is_valid() {
        String list = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= "
                + SIGNATURE + " v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";
        assertThat(check.check(callback(BODY, ID, TIMESTAMP, list), THEN)).isEqualTo(new Result.Valid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "161426533.0", "invalid timestamp", "-161426533"})
    void the_published_wrong_timestamps_are_invalid(String timestamp) {
        assertThat(check.check(callback(BODY, ID, timestamp, SIGNATURE), THEN))
                .isEqualTo(new Result.Invalid("webhook-timestamp is no number of seconds"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwBr"})
    void a_secret_without_padding_can_be_used(String secret) {
        assertThat(new SignatureCheck(secret).check(callback(BODY, ID, TIMESTAMP, SIGNATURE), THEN))
                .isEqualTo(new Result.Invalid("no v1 signature is right"));
    }

    @Test
    void id_time_body_and_secret_are_all_signed() {
        assertThat(List.of(
                        callback(BODY + " ", ID, TIMESTAMP, SIGNATURE),
                        callback(BODY, ID + "x", TIMESTAMP, SIGNATURE),
                        callback(BODY, ID, TIMESTAMP + 1, SIGNATURE)))
                .noneMatch(changed -> check.check(changed, THEN).isValid());
        assertThat(new SignatureCheck("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx")
                        .check(callback(BODY, ID, TIMESTAMP, SIGNATURE), THEN)
                        .isValid())
                .isFalse();
    }

    @Test
    void five_minutes_to_either_side_are_the_limit() {
        Callback callback = callback(BODY, ID, TIMESTAMP, SIGNATURE);

        assertThat(check.check(callback, THEN.plusSeconds(300)).isValid()).isTrue();
        assertThat(check.check(callback, THEN.minusSeconds(300)).isValid()).isTrue();
        assertThat(check.check(callback, THEN.plusSeconds(301)))
                .isEqualTo(new Result.Invalid("webhook-timestamp is 301 s behind the engine's clock"));
        assertThat(check.check(callback, THEN.minusSeconds(301)))
                .isEqualTo(new Result.Invalid("webhook-timestamp is 301 s ahead of the engine's clock"));
    }

    @Test
    void absent_headers_are_missing_or_named() {
        assertThat(check.check(callback(BODY, null, null, null), THEN)).isEqualTo(new Result.Missing());
        assertThat(check.check(callback(BODY, null, TIMESTAMP, SIGNATURE), THEN))
                .isEqualTo(new Result.Invalid("webhook-id is missing"));
        assertThat(check.check(callback(BODY, ID, null, SIGNATURE), THEN))
                .isEqualTo(new Result.Invalid("webhook-timestamp is missing"));
        assertThat(check.check(callback(BODY, ID, TIMESTAMP, null), THEN))
                .isEqualTo(new Result.Invalid("webhook-signature is missing"));
        assertThat(check.check(callback(BODY, ID, "yesterday", SIGNATURE), THEN))
                .isEqualTo(new Result.Invalid("webhook-timestamp is no number of seconds"));
    }

    @Test
    void a_text_that_is_no_secret_is_refused_without_being_repeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignatureCheck("whsec_not base64"))
                .withMessageNotContaining("not base64");
        for (String wrong : List.of("whsec_", "whpk_AAAA", "whsk_AAAA", "whpk_", "whpk_?")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new SignatureCheck(wrong));
        }
    }

    private static Callback callback(String body, Object id, Object timestamp, Object signature) {
        List<Header> headers = new ArrayList<>();
        add(headers, "Webhook-id", id);
        add(headers, "Webhook-timestamp", timestamp);
        add(headers, "Webhook-signature", signature);
        return new Callback(
                null,
                "POST",
                "/",
                headers,
                body.getBytes(StandardCharsets.UTF_8),
                THEN,
                null,
                new AnswerScript.Reply.Status(202, null));
    }

    private static void add(List<Header> headers, String name, Object value) {
        if (value != null) {
            headers.add(new Header(name, value.toString()));
        }
    }
}
