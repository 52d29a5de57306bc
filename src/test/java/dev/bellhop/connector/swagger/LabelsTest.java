package dev.bellhop.connector.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever people write as a title stands well in a sentence, and no two things are called alike. */
class LabelsTest {

    @ParameterizedTest
    @CsvSource({
        "Inbox, Inbox",
        "'  In / out.  ', In out",
        "'Orders (Köln)!', Orders Köln",
        "'a\tb\nc', a b c",
        "'…', ''",
        "'x😀', x",
        "'<b>bold</b>', b bold b"
    })
    void a_label_is_one_line_without_slashes_and_ends_in_a_letter(String text, String label) {
        assertThat(Wording.label(text, 36)).isEqualTo(label);
    }

    @Test
    void a_long_label_is_cut_between_characters() {
        assertThat(Wording.label("ab😀".repeat(20), 7)).isEqualTo("ab😀ab");
        assertThat(Wording.label("x".repeat(200), 36)).hasSize(36);
    }

    @Test
    void titles_that_two_have_are_replaced_by_names_and_names_that_look_alike_by_more() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("one", "Orders");
        titles.put("two", "orders!");
        titles.put("three", "Returns");
        titles.put("re turns", "");
        titles.put("re/turns", "");
        titles.put("…", "…");

        Labels labels = new Labels(titles, 36, Set.of());

        assertThat(labels.of("one")).isEqualTo("one");
        assertThat(labels.of("two")).isEqualTo("two");
        assertThat(labels.of("three")).isEqualTo("Returns");
        assertThat(labels.of("re turns")).matches("re turns [0-9a-f]{4}");
        assertThat(labels.of("re/turns")).matches("re turns [0-9a-f]{4}").isNotEqualTo(labels.of("re turns"));
        assertThat(labels.of("…")).matches("number [0-9a-f]{4}");
    }

    @Test
    void a_sentence_ends_as_one() {
        assertThat(List.of("what suppliers\nsend", "Done!", "  ", "…"))
                .extracting(Wording::sentence)
                .containsExactly("What suppliers send.", "Done!", "", "");
        assertThat(List.of("説明です。", "see https://www.example.org/x", "at HTTP://a.example, or www.b.example"))
                .extracting(Wording::sentence)
                .containsExactly("説明です。", "See example.org/x.", "At a.example, or b.example.");
        assertThat(Wording.sentence("x".repeat(2_000))).hasSizeLessThanOrEqualTo(Wording.DESCRIPTION_LENGTH_MAX + 1);
    }
}
