package dev.bellhop.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

    private final ByteSize sizes = new ByteSize();

    @ParameterizedTest
    @CsvSource({"0, 0", "17, 17", "512K, 524288", "100M, 104857600", "1g, 1073741824", "2T, 2199023255552"})
    void a_number_and_a_unit(String text, long bytes) {
        assertThat(sizes.convert(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5M", "M", "10 MB", "1KB", "9999999999999999"})
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> sizes.convert(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no size");
    }

    @ParameterizedTest
    @ValueSource(strings = "999999999999999T")
    void more_than_there_are_numbers_for(String text) {
        assertThatThrownBy(() -> sizes.convert(text)).isInstanceOf(ArithmeticException.class);
    }
}
