package dev.bellhop.access.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.access.SecretText;
import dev.bellhop.access.signing.SigningKey.Kind;
import dev.bellhop.access.signing.SigningKeys.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:15:30.123456789Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final SigningKey A = key(Kind.HMAC, 1);
    private static final SigningKey B = key(Kind.ED25519, 2);
    private static final SigningKey C = key(Kind.HMAC, 3);
    private static final byte[] BODY = {'x'};

    @Test
    void the_key_before_signs_until_the_overlap_is_over() {
        SigningKeys keys = SigningKeys.of(A).rotate(B, DAY, NOW);
        assertThat(keys.newest()).isEqualTo(B);
        assertThat(keys.live(NOW)).containsExactly(B, A);
        assertThat(keys.live(NOW.plus(DAY).minusNanos(1))).containsExactly(B, A);
        assertThat(keys.live(NOW.plus(DAY))).containsExactly(B);
        assertThat(keys.live(NOW.plusSeconds(1_000_000_000))).containsExactly(B);
    }

    @Test
    void all_live_keys_sign_the_newest_first() {
        SigningKeys keys = SigningKeys.of(A).rotate(B, DAY, NOW);
        String a = SigningKeys.of(A).sign("id", NOW, BODY);
        String b = SigningKeys.of(B).sign("id", NOW, BODY);
        assertThat(keys.sign("id", NOW, BODY)).isEqualTo(b + " " + a);
        Instant later = NOW.plus(DAY);
        assertThat(keys.sign("id", later, BODY)).isEqualTo(SigningKeys.of(B).sign("id", later, BODY));
    }

    @Test
    void signing_is_slow_as_long_as_a_key_pair_is_live() {
        SigningKeys keys = SigningKeys.of(B).rotate(A, DAY, NOW);
        assertThat(keys.isSlow(NOW)).isTrue();
        assertThat(keys.isSlow(NOW.plus(DAY))).isFalse();
    }

    @Test
    void an_end_that_was_set_is_never_put_off() {
        SigningKeys keys = SigningKeys.of(A).rotate(B, Duration.ofHours(1), NOW).rotate(C, DAY, NOW.plusSeconds(60));
        assertThat(keys.entries())
                .containsExactly(
                        new Entry(C, null),
                        new Entry(B, NOW.plusSeconds(60).plus(DAY)),
                        new Entry(A, NOW.plus(Duration.ofHours(1))));
    }

    @Test
    void without_an_overlap_the_keys_before_stop_at_once() {
        assertThat(SigningKeys.of(A).rotate(B, DAY, NOW).rotate(C, Duration.ZERO, NOW))
                .isEqualTo(SigningKeys.of(C));
    }

    @Test
    void what_is_over_is_forgotten_by_the_next_rotation() {
        assertThat(SigningKeys.of(A)
                        .rotate(B, DAY, NOW)
                        .rotate(C, DAY, NOW.plus(DAY))
                        .entries())
                .extracting(Entry::key)
                .containsExactly(C, B);
    }

    @Test
    void the_newest_key_again_changes_nothing_and_an_older_one_comes_back_for_good() {
        SigningKeys keys = SigningKeys.of(A).rotate(B, Duration.ofDays(7), NOW);
        assertThat(keys.rotate(B, DAY, NOW)).isEqualTo(keys);
        assertThat(keys.rotate(A, DAY, NOW).entries()).containsExactly(new Entry(A, null), new Entry(B, NOW.plus(DAY)));
    }

    @Test
    void of_more_than_ten_the_oldest_stops() {
        SigningKeys keys = SigningKeys.of(A);
        for (int i = 10; i < 25; i++) {
            keys = keys.rotate(key(Kind.HMAC, i), DAY, NOW);
        }
        assertThat(keys.live(NOW))
                .hasSize(SigningKeys.KEYS_MAX)
                .startsWith(key(Kind.HMAC, 24))
                .endsWith(key(Kind.HMAC, 15));
    }

    @Test
    void an_overlap_is_up_to_seven_days() {
        assertThat(SigningKeys.OVERLAP_DEFAULT).isEqualTo(Duration.ofHours(24));
        Duration max = Duration.ofDays(7);
        assertThat(SigningKeys.of(A).rotate(B, max, NOW).live(NOW.plus(max).minusNanos(1)))
                .hasSize(2);
        for (Duration wrong : List.of(max.plusNanos(1), Duration.ofNanos(-1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SigningKeys.of(A).rotate(B, wrong, NOW));
        }
    }

    @Test
    void there_are_one_to_ten_different_keys_and_the_newest_does_not_end() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SigningKeys(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SigningKeys(List.of(new Entry(A, null), new Entry(A, NOW))));
        assertThatIllegalArgumentException().isThrownBy(() -> new SigningKeys(List.of(new Entry(A, NOW))));
    }

    @Test
    void a_renewal_keeps_takes_or_rotates() {
        SigningKeys a = SigningKeys.of(A);
        SigningKeys b = SigningKeys.of(B);
        assertThat(SigningKeys.renewed(null, null, NOW)).isNull();
        assertThat(SigningKeys.renewed(a, null, NOW)).isEqualTo(a);
        assertThat(SigningKeys.renewed(null, a, NOW)).isEqualTo(a);
        assertThat(SigningKeys.renewed(a, a, NOW)).isEqualTo(a);
        assertThat(SigningKeys.renewed(a, b, NOW)).isEqualTo(a.rotate(B, DAY, NOW));
    }

    @Test
    void what_is_stored_is_read_again() {
        Random random = new Random(5);
        SigningKeys keys = SigningKeys.of(A);
        for (int i = 0; i < 50; i++) {
            assertThat(SigningKeys.parse(keys.format())).isEqualTo(keys);
            assertThat(keys.format().reveal()).matches("[ -~]+");
            keys = keys.rotate(
                    SigningKey.generate(random.nextBoolean() ? Kind.HMAC : Kind.ED25519, random),
                    Duration.ofHours(random.nextInt(169)),
                    NOW.plusSeconds(random.nextInt(3600 * i + 1)));
        }
    }

    /** What versions before this one stored: the secret as it was given. */
    @ParameterizedTest
    @ValueSource(strings = {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    void a_bare_secret_is_one_key_for_good(String stored) {
        SigningKeys keys = SigningKeys.parse(new SecretText(stored));
        assertThat(keys).isEqualTo(SigningKeys.of(SigningKey.parse(stored).orElseThrow()));
        assertThat(keys.format().reveal()).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hush",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw;hush",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw;2026-11-20T10:15:30Z",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw  hush"
            })
    void anything_else_that_is_stored_is_a_defect_that_shows_no_secret(String stored) {
        assertThatThrownBy(() -> SigningKeys.parse(new SecretText(stored)))
                .isInstanceOf(IllegalStateException.class)
                .hasNoCause()
                .hasMessageNotContainingAny("hush", "MfKQ");
    }

    private static SigningKey key(Kind kind, int seed) {
        return SigningKey.generate(kind, new Random(seed));
    }
}
