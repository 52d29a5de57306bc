package dev.bellhop.connector.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ids are unique and fit for engines, and stay what they were when names come and go. */
class OperationIdsTest {

    @ParameterizedTest
    @CsvSource({"inbox, Inbox", "order-lines, OrderLines", "a1, A1", "x-y2-z, XY2Z"})
    void a_plain_name_is_spelt_out(String name, String id) {
        assertThat(new OperationIds(List.of(name)).of(name)).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "'odd ünï', OddUni",
        "Inbox, Inbox",
        "a_b, AB",
        "a-1, A1",
        "3com, Named3com",
        "'订单', Named",
        "'\"quoted\"', Quoted",
        "-, Named"
    })
    void any_other_name_has_a_hash_of_its_own(String name, String words) {
        assertThat(new OperationIds(List.of(name)).of(name)).matches(words + "[0-9a-f]{8}");
    }

    @Test
    void names_that_fold_to_one_word_have_ids_of_their_own() {
        List<String> names =
                List.of("a b", "a-b", "ab", "AB", "Ab", "a.b", "ä b", "a--b", "x".repeat(200), "x".repeat(199));

        OperationIds ids = new OperationIds(names);

        assertThat(names.stream().map(ids::of).map(id -> id.toLowerCase(Locale.ROOT)))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z0-9]{1,50}"));
        assertThat(ids.of("ab")).isEqualTo("Ab");
    }

    @Test
    void an_id_does_not_change_because_of_others() {
        List<String> names = new ArrayList<>(List.of("inbox", "Inbox", "odd ünï", "in box", "orders", "x".repeat(200)));
        for (String name : names) {
            String alone = new OperationIds(List.of(name)).of(name);
            assertThat(new OperationIds(names).of(name)).isEqualTo(alone);
        }
        List<String> turned = new ArrayList<>(names);
        Collections.reverse(turned);
        for (String name : names) {
            assertThat(new OperationIds(turned).of(name)).isEqualTo(new OperationIds(names).of(name));
        }
    }

    @Test
    void a_word_that_is_taken_is_given_to_nobody() {
        assertThat(new OperationIds(List.of("source"), "Source").of("source")).matches("Source[0-9a-f]{8}");
    }
}
