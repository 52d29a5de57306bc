package dev.bellhop.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellhop.simulator.webhook.AnswerScript.Reply;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerScriptTest {

    @Test
    void the_last_answer_is_given_for_ever() {
        assertThat(answers("503x3,200", 6)).containsExactly("503", "503", "503", "200", "200", "200");
        assertThat(answers("202", 2)).containsExactly("202", "202");
    }

    @Test
    void every_kind_of_answer_can_be_asked_for() {
        AnswerScript script = AnswerScript.parse("429/5, slow, slow/30, hang, reset, 410");

        assertThat(script.reply(0)).isEqualTo(new Reply.Status(429, Duration.ofSeconds(5)));
        assertThat(script.reply(1)).isEqualTo(new Reply.Slow(Duration.ofSeconds(100)));
        assertThat(script.reply(2)).isEqualTo(new Reply.Slow(Duration.ofSeconds(30)));
        assertThat(script.reply(3)).isEqualTo(new Reply.Hang());
        assertThat(script.reply(4)).isEqualTo(new Reply.Reset());
        assertThat(script.reply(5)).isEqualTo(new Reply.Status(410, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20", "600", "199", "ok", "200x0", "200,", "hang/3", "reset/1", "slow/", "200 202"})
    void anything_else_is_refused_with_what_to_write(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnswerScript.parse(text))
                .withMessageContaining("is no answer; write a status")
                .withMessageContaining("503x3,200");
    }

    @Test
    void only_a_prompt_success_forbids_a_repeat() {
        assertThat(AnswerScript.parse("202").reply(0).allowsRepeat()).isFalse();
        assertThat(AnswerScript.parse("503").reply(0).allowsRepeat()).isTrue();
        assertThat(AnswerScript.parse("slow").reply(0).allowsRepeat()).isTrue();
        assertThat(AnswerScript.parse("slow").reply(0).accepts()).isTrue();
        assertThat(AnswerScript.parse("reset").reply(0).accepts()).isFalse();
        assertThat(AnswerScript.parse("410").reply(0).accepts()).isFalse();
    }

    @Test
    void a_script_may_accept_nothing() {
        assertThat(AnswerScript.parse("410").accepts()).isFalse();
        assertThat(AnswerScript.parse("503x3,reset,hang").accepts()).isFalse();
        assertThat(AnswerScript.parse("503x3,202").accepts()).isTrue();
        assertThat(AnswerScript.parse("slow,410").accepts()).isTrue();
    }

    private static List<String> answers(String text, int count) {
        AnswerScript script = AnswerScript.parse(text);
        return LongStream.range(0, count)
                .mapToObj(number -> script.reply(number).inShort())
                .toList();
    }
}
