package dev.bellhop.delivery.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.testing.SeededRandom;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTextTest {

    @ParameterizedTest
    @CsvSource({
        "1f0c3a, 1f0c3a",
        "A-b_c.d:e/f~g, A-b_c.d:e/f~g",
        "a b, a%20b",
        "a%20b, a%2520b",
        "'a\"b', a%22b",
        "Euro € 😀, Euro%20%E2%82%AC%20%F0%9F%98%80",
        "ä, %C3%A4",
        "😀, %F0%9F%98%80",
        "'a\r\nX-Injected: 1', a%0D%0AX-Injected:%201",
        "'\u0000\u007f', %00%7F",
    })
    void what_a_header_cannot_hold_is_percent_encoded(String text, String expected) {
        assertThat(HeaderText.of(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, application/json",
        "'text/plain; charset=\"utf-8\"', 'text/plain; charset=\"utf-8\"'",
        "' a/b;x=%20 ', a/b;x=%20",
        "'a/b; x=ä', 'a/b; x=%C3%A4'",
        "'a/b\r\nX-Injected: 1', 'a/b%0D%0AX-Injected: 1'",
    })
    void a_media_type_keeps_what_has_a_meaning_in_it(String text, String expected) {
        assertThat(HeaderText.mediaType(text)).isEqualTo(expected);
    }

    @Test
    void every_text_stays_different_from_every_other() {
        SeededRandom.check(500, random -> {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(20), 0, 0x250).forEach(text::appendCodePoint);
            String header = HeaderText.of(text.toString());
            assertThat(header.chars()).allMatch(c -> c > ' ' && c < 0x7f);
            assertThat(URLDecoder.decode(header.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .isEqualTo(text.toString());
        });
    }
}
