package dev.bellhop.operation.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.operation.callback.SubscribePlan.Replacement;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscribePlanTest {

    @ParameterizedTest
    @CsvSource({
        // state, the same URL, over: what happens
        ", false, false, WAIT",
        ", false, true, AFRESH",
        "WAITING, true, false, WAIT",
        "WAITING, false, false, WAIT",
        "PENDING, true, true, RENEW",
        "PENDING, false, true, AFRESH",
        "PENDING, true, false, WAIT",
        "DELIVERED, true, true, KEEP",
        "DELIVERED, true, false, KEEP",
        "DELIVERED, false, true, AFRESH",
        "DEAD, true, true, AFRESH",
        "DROPPED, true, true, AFRESH",
        "DROPPED, false, true, AFRESH"
    })
    void who_was_told_is_not_told_again_and_everybody_else_is(
            @Nullable CallbackState state, boolean sameUrl, boolean isOver, Replacement expected) {
        assertThat(SubscribePlan.replacement(state, sameUrl, isOver)).isEqualTo(expected);
    }

    @Test
    void a_target_has_its_turns_and_no_more() {
        Turns turns = new Turns(Map.of("a", 1, "b", 2), 2);

        assertThat(turns.full()).containsExactly("b");
        assertThat(turns.take("b")).isFalse();
        assertThat(turns.take("a")).isTrue();
        assertThat(turns.take("a")).isFalse();
        assertThat(turns.take("c")).isTrue();
        assertThat(turns.full()).containsExactly("a", "b");
    }
}
