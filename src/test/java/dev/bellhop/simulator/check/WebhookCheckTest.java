package dev.bellhop.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.simulator.check.rule.Level;
import dev.bellhop.simulator.check.rule.Result;
import dev.bellhop.simulator.wire.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class WebhookCheckTest {

    static final List<WrongService> WRONG = WrongHooks.ALL;

    @Test
    void a_service_that_does_all_right_keeps_every_rule() throws Exception {
        Verdict verdict = Checks.hook(pace -> new HookService());
        assertThat(verdict.findings())
                .as(Checks.told(verdict))
                .allSatisfy(finding -> assertThat(finding.result()).isEqualTo(Result.KEPT));
    }

    @ParameterizedTest
    @FieldSource("WRONG")
    void a_mistake_is_caught_by_its_rule_and_by_no_other(WrongService wrong) throws Exception {
        Verdict verdict = Checks.hook(wrong.service());
        assertThat(Checks.broken(verdict)).as(Checks.told(verdict)).isEqualTo(wrong.breaks());
        assertThat(Checks.told(verdict)).doesNotContain("geheim").doesNotContainPattern("sig=[A-Za-z0-9]");
    }

    @Test
    void a_location_is_demanded_only_where_there_is_no_url_to_unsubscribe_at() throws Exception {
        var service = WRONG.stream()
                .filter(wrong -> wrong.mistake().equals("no Location"))
                .findFirst()
                .orElseThrow()
                .service();
        assertThat(Checks.finding(Checks.hook(service), "location-present").isBroken(Level.ADVICE))
                .isTrue();
        assertThat(Checks.finding(Checks.hook(service, Optional.empty()), "location-present")
                        .isBroken(Level.BREACH))
                .isTrue();
    }

    @Test
    void an_unreachable_service_is_one_finding() throws Exception {
        Verdict verdict = Checks.hook(pace -> request -> new Outcome.Unanswered("unknown host"));
        assertThat(verdict.isUnreachable()).isTrue();
        assertThat(verdict.findings()).hasSize(1);
    }
}
