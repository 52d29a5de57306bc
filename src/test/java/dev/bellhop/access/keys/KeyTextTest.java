package dev.bellhop.access.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.SecretText;
import dev.bellhop.testing.SeededRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class KeyTextTest {

    @Test
    void a_key_can_be_told_by_its_beginning_and_has_32_random_bytes() {
        RandomGenerator random = SeededRandom.of(1);
        SecretText one = KeyText.generate(random);
        SecretText other = KeyText.generate(random);

        assertThat(one.reveal()).matches("bh_[0-9a-f]{64}");
        assertThat(one).isNotEqualTo(other).hasToString("[secret]");
    }

    @Test
    void it_is_known_by_its_sha256() {
        // printf %s bh_00 | sha256sum
        assertThat(KeyText.hash(new SecretText("bh_00")))
                .isEqualTo("418704fbe60f504576e6703003289cf624b8c680601962542364a0922aac987a");
    }
}
