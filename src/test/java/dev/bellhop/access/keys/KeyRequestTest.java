package dev.bellhop.access.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.Caller.Anonymous;
import dev.bellhop.access.Caller.KeyHolder;
import dev.bellhop.access.Right;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRequestTest {

    @ParameterizedTest
    @CsvSource({
        "shop, true",
        "Shop-2, true",
        "two words, false",
        "two_words, false",
        "a.b, false",
        "a/b, false",
        "ü, false",
        "token, false",
        "local, false",
        "-, false",
        "'', false"
    })
    void a_name_can_stand_in_urls_and_in_configuration(String text, boolean good) {
        assertThat(KeyRequest.isName(text)).isEqualTo(good);
    }

    @Test
    void a_name_has_an_end() {
        assertThat(KeyRequest.isName("a".repeat(KeyRequest.NAME_LENGTH_MAX))).isTrue();
        assertThat(KeyRequest.isName("a".repeat(KeyRequest.NAME_LENGTH_MAX + 1)))
                .isFalse();
    }

    @Test
    void nobody_gives_a_right_that_it_does_not_have() {
        KeyHolder polling = new KeyHolder("p", EnumSet.of(Right.POLL, Right.OPERATE), Set.of());

        assertThat(wanted(Set.of(Right.POLL), Set.of()).rightsBeyond(polling)).isEmpty();
        assertThat(wanted(Set.of(Right.POLL), Set.of("orders")).rightsBeyond(polling))
                .isEmpty();
        assertThat(wanted(Set.of(Right.POLL, Right.FILES, Right.ACT), Set.of()).rightsBeyond(polling))
                .containsExactly(Right.FILES, Right.ACT);
        assertThat(wanted(Set.of(Right.POLL), Set.of()).rightsBeyond(new Anonymous()))
                .containsExactly(Right.POLL);
    }

    @Test
    void nobody_gives_a_right_for_more_sources_than_it_has_it_for() {
        KeyHolder limited = new KeyHolder("l", EnumSet.allOf(Right.class), Set.of("a", "b"));

        assertThat(wanted(Set.of(Right.POLL), Set.of("a", "b")).rightsBeyond(limited))
                .isEmpty();
        assertThat(wanted(Set.of(Right.POLL), Set.of("a", "c")).rightsBeyond(limited))
                .containsExactly(Right.POLL);
        assertThat(wanted(Set.of(Right.POLL), Set.of()).rightsBeyond(limited)).containsExactly(Right.POLL);
    }

    private static KeyRequest wanted(Set<Right> rights, Set<String> sources) {
        return new KeyRequest("new", rights, sources, null, null);
    }
}
