package dev.bellhop.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventDataTest {

    @Test
    void json_stays_as_it_was_sent() {
        assertThat(EventData.json("{ \"a\" : 1.0 }")).isEqualTo(new EventData("{ \"a\" : 1.0 }", false));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "plain, `\"plain\"`",
                "say \"hi\", `\"say \\\"hi\\\"\"`",
                "back\\slash, `\"back\\\\slash\"`",
                "`a\nb\tc`, `\"a\\nb\\tc\"`",
                "`\u0000\u001f`, `\"\\u0000\\u001F\"`",
                "`é 漢 😀`, `\"é 漢 😀\"`",
                "``, `\"\"`"
            })
    void text_becomes_a_json_string(String text, String expected) {
        assertThat(EventData.text(text)).isEqualTo(new EventData(expected, false));
    }

    @Test
    void bytes_become_padded_base64() {
        assertThat(EventData.binary("light work".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new EventData("bGlnaHQgd29yaw==", true));
        assertThat(EventData.binary(new byte[] {(byte) 0xfb, (byte) 0xff})).isEqualTo(new EventData("+/8=", true));
    }
}
