package dev.bellhop.access.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors are those of reference webhook-delivery.md, section 5.1; what is new is verified by others' code. */
class PublishedVectorsTest {

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant TIME = Instant.ofEpochSecond(1_614_265_330);
    private static final String TEXT = "{\"test\": 2432232314}";
    private static final byte[] BODY = TEXT.getBytes(StandardCharsets.UTF_8);
    private static final String PAIR =
            "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";
    private static final String SEED = "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbc=";

    @ParameterizedTest
    @CsvSource({
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='",
        "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD, 'v1,78nXHjpFP0tVJQW5D0SBwmVyyW87BV/rL6MgfM/Bw44='",
        PAIR + ", 'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg=='",
        SEED + ", 'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg=='"
    })
    void the_published_signatures_come_out(String secret, String expected) {
        assertThat(keys(secret).sign(ID, TIME, BODY)).isEqualTo(expected);
        assertThat(keys(secret).sign(ID, TIME.plusMillis(999), BODY)).isEqualTo(expected);
    }

    @Test
    void the_published_public_key_comes_out_of_the_seed_alone() {
        String published = "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";
        assertThat(keys(PAIR).newest().publicKey()).hasValue(published);
        assertThat(keys(SEED).newest().publicKey()).hasValue(published);
    }

    /** Vectors of RFC 8032, section 7.1: seed and public key, with x of both kinds. */
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + " d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + " 3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + " fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
    })
    void public_keys_are_those_of_the_rfc(String seed, String expected) {
        assertThat(Ed25519.publicKey(HexFormat.of().parseHex(seed)))
                .isEqualTo(HexFormat.of().parseHex(expected));
    }

    @Test
    void the_library_of_the_standard_accepts_what_is_signed_with_any_live_key() {
        Random random = new Random(7);
        SigningKey first = SigningKey.generate(SigningKey.Kind.HMAC, random);
        SigningKey second = SigningKey.generate(SigningKey.Kind.ED25519, random);
        SigningKey third = SigningKey.generate(SigningKey.Kind.HMAC, random);
        // The library goes by the clock of the machine.
        Instant now = Instant.now();
        SigningKeys keys = SigningKeys.of(first)
                .rotate(second, SigningKeys.OVERLAP_DEFAULT, now)
                .rotate(third, SigningKeys.OVERLAP_DEFAULT, now);
        Map<String, List<String>> headers = Map.of(
                "webhook-id", List.of(ID),
                "webhook-timestamp", List.of(Long.toString(now.getEpochSecond())),
                "webhook-signature", List.of(keys.sign(ID, now, BODY)));
        for (SigningKey key : List.of(first, third)) {
            assertThatCode(() -> new Webhook(key.secret().reveal()).verify(TEXT, headers))
                    .doesNotThrowAnyException();
        }
        SigningKey other = SigningKey.generate(SigningKey.Kind.HMAC, random);
        assertThatThrownBy(() -> new Webhook(other.secret().reveal()).verify(TEXT, headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void the_java_runtime_verifies_an_asymmetric_signature_by_the_public_key() throws Exception {
        Random random = new Random(11);
        for (int i = 0; i < 20; i++) {
            SigningKey key = SigningKey.generate(SigningKey.Kind.ED25519, random);
            String signature = SigningKeys.of(key).sign(ID, TIME, BODY);
            Signature verifier = Signature.getInstance("Ed25519");
            byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
            byte[] encoded = java.util.Arrays.copyOf(prefix, prefix.length + 32);
            byte[] bare =
                    Base64.getDecoder().decode(key.publicKey().orElseThrow().substring("whpk_".length()));
            System.arraycopy(bare, 0, encoded, prefix.length, 32);
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            verifier.update((ID + '.' + TIME.getEpochSecond() + '.' + TEXT).getBytes(StandardCharsets.UTF_8));
            assertThat(verifier.verify(Base64.getDecoder().decode(signature.substring("v1a,".length()))))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", PAIR})
    void id_time_and_every_byte_of_the_body_count(String secret) {
        String signature = keys(secret).sign("id", TIME, BODY);
        byte[] changed = BODY.clone();
        changed[changed.length - 1] ^= 1;
        assertThat(keys(secret).sign("id", TIME, BODY)).isEqualTo(signature);
        assertThat(keys(secret).sign("ie", TIME, BODY)).isNotEqualTo(signature);
        assertThat(keys(secret).sign("id", TIME.plusSeconds(1), BODY)).isNotEqualTo(signature);
        assertThat(keys(secret).sign("id", TIME, changed)).isNotEqualTo(signature);
    }

    @Test
    void a_time_before_1970_is_not_signed() {
        assertThatThrownBy(() -> keys(PAIR).sign(ID, Instant.ofEpochSecond(-161_426_533), BODY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SigningKeys keys(String secret) {
        return SigningKeys.of(SigningKey.parse(secret).orElseThrow());
    }
}
