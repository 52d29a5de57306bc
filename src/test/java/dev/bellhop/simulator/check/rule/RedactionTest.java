package dev.bellhop.simulator.check.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {

    @ParameterizedTest
    @CsvSource({
        "https://a/b?token=abc&x=1, https://a/b?token=***&x=1",
        "https://a/b?x=1&sig=a%2Bb, https://a/b?x=1&sig=***",
        "?code=1&Key=2&secret=3 and more, ?code=***&Key=***&secret=*** and more",
        "?access_token=abc&api-key=d, ?access_token=***&api-key=***",
        "?to=https%3A%2F%2Fa%3Fx%3D1%26sig%3Dabc%2B&y=1, ?to=https%3A%2F%2Fa%3Fx%3D1%26sig%3D***&y=1",
        "?triggerState=42&tokens=3, ?triggerState=42&tokens=3",
        "'{\"token\":\"abc\",\"id\":1}', '{\"token\":\"***\",\"id\":1}'",
        "http://user:pass@host/x, http://***@host/x",
        "GET /a?sig=abc → 202, GET /a?sig=*** → 202",
    })
    void what_gives_access_is_taken_out(String text, String shown) {
        assertThat(Redaction.of(text)).isEqualTo(shown);
    }

    @Test
    void long_text_is_cut() {
        assertThat(Redaction.of("x".repeat(1_000_000)))
                .hasSize(Redaction.LENGTH_MAX)
                .endsWith("…");
    }

    @Test
    void a_secret_at_the_cut_is_taken_out_as_well() {
        String url = "x".repeat(Redaction.LENGTH_MAX - 10) + "?sig=" + "s".repeat(5_000);
        assertThat(Redaction.of(url)).endsWith("?sig=***");
    }

    @Test
    void control_characters_become_spaces() {
        assertThat(Redaction.of("a\r\n\u0000b\uFFFFc")).isEqualTo("a b c");
    }
}
