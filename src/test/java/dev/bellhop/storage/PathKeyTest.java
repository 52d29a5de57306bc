package dev.bellhop.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PathKeyTest {

    @Test
    void a_path_that_fits_is_its_own_key() {
        assertThat(PathKey.of("")).isEmpty();
        assertThat(PathKey.of("2026/ä/💾.pdf")).isEqualTo("2026/ä/💾.pdf");
        String longest = "x".repeat(PathKey.BYTES_MAX);
        assertThat(PathKey.of(longest)).isEqualTo(longest);
    }

    @Test
    void a_longer_path_keeps_its_beginning_and_fits() {
        String path = "folder/" + "x".repeat(PathKey.BYTES_MAX);
        assertThat(PathKey.of(path)).startsWith("folder/xxx").hasSizeLessThanOrEqualTo(PathKey.BYTES_MAX);
    }

    @Test
    void longer_paths_that_differ_have_keys_that_differ() {
        String path = "x".repeat(4_000);
        assertThat(PathKey.of(path)).isEqualTo(PathKey.of(path)).isNotEqualTo(PathKey.of(path + "x"));
    }

    @Test
    void bytes_count_and_no_character_is_cut_in_two() {
        for (int shift = 0; shift < 4; shift++) {
            String key = PathKey.of("x".repeat(shift) + "💾".repeat(1_000));
            assertThat(key.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(PathKey.BYTES_MAX);
            assertThat(key).doesNotContain("\uFFFD").isEqualTo(PathKey.of("x".repeat(shift) + "💾".repeat(1_000)));
            assertThat(new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(key);
        }
    }
}
