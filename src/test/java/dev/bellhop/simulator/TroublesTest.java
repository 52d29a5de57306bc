package dev.bellhop.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TroublesTest {

    private static final int DRAWS = 2_000;

    private static List<Boolean> draws(String text, Trouble trouble, long seed) {
        Troubles troubles = Troubles.parse(List.of(text.split(",")), seed);
        return IntStream.range(0, DRAWS)
                .mapToObj(any -> troubles.strikes(trouble))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void a_trouble_strikes_as_often_as_it_is_told_to(Trouble trouble) {
        assertThat(draws(trouble + "=0.5", trouble, 1).stream()
                        .filter(strikes -> strikes)
                        .count())
                .isBetween(900L, 1_100L);
        assertThat(draws(trouble + "=1", trouble, 1)).containsOnly(true);
        assertThat(draws(trouble.toString(), trouble, 1).stream()
                        .filter(strikes -> strikes)
                        .count())
                .isBetween(300L, 500L);
    }

    @Test
    void the_same_seed_brings_the_same_troubles_whatever_else_is_wrong() {
        List<Boolean> alone = draws("lost-response", Trouble.LOST_RESPONSE, 5);
        assertThat(draws("edited,lost-response", Trouble.LOST_RESPONSE, 5)).isEqualTo(alone);
        assertThat(draws("lost-response", Trouble.LOST_RESPONSE, 6)).isNotEqualTo(alone);
    }

    @Test
    void a_trouble_that_was_not_asked_for_never_strikes() {
        assertThat(draws("edited", Trouble.DISABLED, 1)).containsOnly(false);
        assertThat(Troubles.none().strikes(Trouble.EDITED)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"edited=0", "edited=-1", "edited=1.01", "edited=often", "edited=", "edited=NaN"})
    void a_rate_out_of_bounds_is_refused(String text) {
        assertThatThrownBy(() -> Troubles.parse(List.of(text), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("above 0 and up to 1");
    }

    @Test
    void an_unknown_trouble_is_refused_with_those_there_are() {
        assertThatThrownBy(() -> Troubles.parse(List.of("rain"), 1))
                .hasMessageContaining("'rain' is no trouble")
                .hasMessageContaining("lost-response, duplicate-request, host-restart, edited, disabled");
    }
}
