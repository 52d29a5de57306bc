package dev.bellhop.event.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.testing.SeededRandom;
import org.junit.jupiter.api.Test;

class FilterTextTest {

    @Test
    void what_is_written_reads_back_as_the_same_filter() {
        SeededRandom.check(5_000, random -> {
            Condition condition = new RandomFilter(random).condition(3);
            EventFilter filter = FilterSamples.filter(FilterText.of(condition));
            assertThat(filter.condition()).isEqualTo(condition);
            assertThat(filter).hasToString(FilterText.of(condition));
            assertThat(filter.matches(FilterSamples.order())).isIn(true, false);
        });
    }
}
