package dev.bellhop.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.simulator.check.rule.ActionRules;
import dev.bellhop.simulator.check.rule.AnswerRules;
import dev.bellhop.simulator.check.rule.Level;
import dev.bellhop.simulator.check.rule.PollRules;
import dev.bellhop.simulator.check.rule.Rule;
import dev.bellhop.simulator.check.rule.WebhookRules;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A rule that nothing breaks in these tests would be a claim, not a check. */
class RulesTest {

    static final List<List<Rule>> LISTS = List.of(PollRules.ALL, ActionRules.ALL, WebhookRules.ALL);

    /** Broken by a service that does not answer, or by many items: these have tests of their own. */
    private static final Set<String> ELSEWHERE = Set.of(AnswerRules.REACHABLE.id(), PollRules.PAGE_SIZE.id());

    @Test
    void every_rule_is_broken_by_some_wrong_service() {
        Set<String> broken = Stream.of(WrongPolls.ALL, WrongJobs.ALL, WrongHooks.ALL)
                .flatMap(List::stream)
                .flatMap(wrong -> wrong.breaks().stream())
                .collect(Collectors.toSet());
        assertThat(LISTS.stream().flatMap(List::stream).map(Rule::id).distinct())
                .filteredOn(id -> !ELSEWHERE.contains(id))
                .containsExactlyInAnyOrderElementsOf(broken);
    }

    @ParameterizedTest
    @FieldSource("LISTS")
    void no_rule_stands_twice_in_a_list(List<Rule> rules) {
        assertThat(rules).extracting(Rule::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("LISTS")
    void every_rule_says_what_is_demanded_and_where_that_stands(List<Rule> rules) {
        assertThat(rules).allSatisfy(rule -> {
            assertThat(rule.id()).matches("[a-z]+(-[a-z]+)*").hasSizeLessThanOrEqualTo(26);
            assertThat(rule.title()).isNotBlank().doesNotEndWith(".");
            assertThat(rule.demand()).endsWith(".");
            assertThat(rule.source()).isNotBlank();
        });
    }

    @Test
    void a_rule_as_advice_is_the_same_rule() {
        assertThat(AnswerRules.LOCATION_PRESENT.asAdvice())
                .extracting(Rule::id, Rule::level)
                .containsExactly(AnswerRules.LOCATION_PRESENT.id(), Level.ADVICE);
    }
}
