package dev.bellhop.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.simulator.check.rule.Finding;
import dev.bellhop.simulator.check.rule.Result;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ActionCheckTest {

    static final List<WrongService> WRONG = WrongJobs.ALL;

    private static final CheckSettings SETTINGS =
            CheckSettings.of(new Subject.Action(JobService.START, "{\"file\":\"a.pdf\"}"));

    @Test
    void a_service_that_does_all_right_keeps_every_rule() throws InterruptedException {
        Verdict verdict = Checks.job(JobService::new);
        assertThat(verdict.isFine()).as(Checks.told(verdict)).isTrue();
        assertThat(verdict.findings())
                .filteredOn(finding -> finding.result() != Result.KEPT)
                .extracting(finding -> finding.rule().id())
                .containsExactly("failure-told");
    }

    @ParameterizedTest
    @FieldSource("WRONG")
    void a_mistake_is_caught_by_its_rule_and_by_no_other(WrongService wrong) throws InterruptedException {
        Verdict verdict = Checks.job(wrong.service());
        assertThat(Checks.broken(verdict)).as(Checks.told(verdict)).isEqualTo(wrong.breaks());
    }

    @Test
    void work_that_is_done_at_once_leaves_the_rest_unseen() throws InterruptedException {
        Verdict verdict = Checks.job(pace -> request -> new Outcome.Answered(Replies.reply(200, JobService.RESULT)));
        assertThat(verdict.isFine()).isTrue();
        assertThat(Checks.finding(verdict, "result-kept"))
                .extracting(Finding::result, Finding::seen)
                .containsExactly(Result.NOT_SEEN, "the start was answered 200");
    }

    @Test
    void work_that_takes_longer_than_the_wait_leaves_the_end_unseen() throws InterruptedException {
        Verdict verdict = Checks.settings(JobService::new, SETTINGS.waiting(Duration.ofSeconds(3)));
        assertThat(verdict.isFine()).isTrue();
        assertThat(Checks.finding(verdict, "result-kept").seen()).startsWith("the work did not end in time");
    }

    @Test
    void failed_work_that_says_so_is_right_and_is_kept_as_well() throws InterruptedException {
        Verdict verdict = Checks.job(pace -> new JobService(pace) {
            @Override
            Answer done(String id) {
                return Replies.reply(422, "{\"title\":\"no such file\"}");
            }
        });
        assertThat(Checks.broken(verdict)).as(Checks.told(verdict)).isEqualTo(Set.of());
        assertThat(Checks.finding(verdict, "failure-told").result()).isEqualTo(Result.KEPT);
    }

    @Test
    void no_token_is_shown() throws InterruptedException {
        Verdict verdict = Checks.job(JobService::new);
        assertThat(Checks.told(verdict)).contains("token=***").doesNotContain("geheim");
    }

    @Test
    void an_unreachable_service_is_one_finding() throws InterruptedException {
        Verdict verdict = Checks.job(pace -> request -> new Outcome.Unanswered("unknown host"));
        assertThat(verdict.isUnreachable()).isTrue();
        assertThat(verdict.findings()).hasSize(1);
    }
}
