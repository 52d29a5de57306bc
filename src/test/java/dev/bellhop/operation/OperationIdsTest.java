package dev.bellhop.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationIdsTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "Order 17", "a@b", "ü€😀", "%2F", "a;b=c", "..", "'", "{id}"})
    void most_texts_are_ids(String id) {
        assertThat(OperationIds.flaw(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@a", "a/b", "a\\b", "a#", "?a", "a\nb", "\u0000", "\u007f", "a\u0085"})
    void some_are_not(String id) {
        assertThat(OperationIds.flaw(id)).isPresent();
    }

    @Test
    void ids_have_a_greatest_length() {
        assertThat(OperationIds.flaw("x".repeat(OperationIds.LENGTH_MAX))).isEmpty();
        assertThat(OperationIds.flaw("x".repeat(OperationIds.LENGTH_MAX + 1)))
                .hasValueSatisfying(flaw -> assertThat(flaw).contains("256"));
    }
}
