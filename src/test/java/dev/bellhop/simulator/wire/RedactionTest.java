package dev.bellhop.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "http://user:p@ss@host/x, http://***@host/x",
        "GET /a?sig=abc → 202, GET /a?sig=*** → 202",
        "?auth=a&authorization=b&bearer=c, ?auth=***&authorization=***&bearer=***",
        "?pwd=a&pass=b&passwd=c&db_password=d, ?pwd=***&pass=***&passwd=***&db_password=***",
        "?sas=a&JWT=b&id-jwt=c, ?sas=***&JWT=***&id-jwt=***",
        "?credential=a&credentials=b&X-Amz-Credential=c, ?credential=***&credentials=***&X-Amz-Credential=***",
        "?apikey=a&api-key=b&api_key=c&proxy-authorization=d, ?apikey=***&api-key=***&api_key=***&proxy-authorization=***",
        "?author=a&passenger=b&sigma=c, ?author=a&passenger=b&sigma=c",
        "'{\"pwd\":\"a\\\"b\",\"id\":1}', '{\"pwd\":\"***\",\"id\":1}'",
        "'{\"text\":\"{\\\"sas\\\": \\\"abc\\\"}\"}', '{\"text\":\"{\\\"sas\\\": \\\"***\"}'",
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
    void what_breaks_a_line_or_a_document_becomes_a_space() {
        assertThat(Redaction.of("a\r\n\u0000b\uFFFFc\u009B2Jd\u2028e\u202Ef")).isEqualTo("a b c 2Jd e f");
    }

    @Test
    void half_a_character_becomes_a_space_and_a_whole_one_stays() {
        assertThat(Redaction.of("a\uD83Db\uDE00c😀d")).isEqualTo("a b c😀d");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void no_character_is_cut_in_half(int before) throws CharacterCodingException {
        String shown = Redaction.of("x".repeat(before) + "😀".repeat(5_000));
        assertThat(shown)
                .hasSizeBetween(Redaction.LENGTH_MAX - 1, Redaction.LENGTH_MAX)
                .endsWith("😀…");
        assertThat(StandardCharsets.UTF_8
                        .newEncoder()
                        .encode(CharBuffer.wrap(shown))
                        .hasRemaining())
                .isTrue();
    }

    @Test
    void it_may_be_shorter() {
        assertThat(Redaction.of("say sig=abc and more", 12)).isEqualTo("say sig=***…");
        assertThat(Redaction.of("😀😀", 2)).isEqualTo("…");
    }
}
