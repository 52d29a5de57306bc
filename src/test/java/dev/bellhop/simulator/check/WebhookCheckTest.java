package dev.bellhop.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.bellhop.simulator.check.rule.Level;
import dev.bellhop.simulator.check.rule.Result;
import dev.bellhop.simulator.wire.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void who_is_interrupted_at_any_moment_leaves_no_subscription_behind() throws Exception {
        for (Optional<String> unsubscribeUrl :
                List.of(Optional.<String>empty(), Optional.of(HookService.UNSUBSCRIBE))) {
            boolean ended = false;
            for (int number = 1; !ended; number++) {
                HookService service = new HookService();
                ended = isOverBeforeInterrupted(service, number, unsubscribeUrl);
                assertThat(service.callbacks).as("after request %d", number).isEmpty();
            }
        }
    }

    /** Interrupts once this request has been answered. */
    private static boolean isOverBeforeInterrupted(HookService service, int number, Optional<String> unsubscribeUrl)
            throws Exception {
        int[] left = {number};
        try {
            Verdict unused = Checks.hook(
                    pace -> request -> {
                        if (Thread.interrupted()) {
                            throw new InterruptedException();
                        }
                        Outcome outcome = service.send(request);
                        if (--left[0] == 0) {
                            Thread.currentThread().interrupt();
                        }
                        return outcome;
                    },
                    unsubscribeUrl);
            boolean ignored = Thread.interrupted();
            return left[0] > 0;
        } catch (InterruptedException asked) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 12})
    void whatever_breaks_a_check_off_leaves_no_subscription_behind(int number) {
        HookService service = new HookService();
        int[] left = {number};
        assertThatIllegalStateException()
                .isThrownBy(() -> Checks.hook(pace -> request -> {
                    if (--left[0] == 0) {
                        throw new IllegalStateException("the wire broke");
                    }
                    return service.send(request);
                }));
        assertThat(service.callbacks).isEmpty();
    }

    @Test
    void a_subscription_that_got_no_answer_is_taken_back_in_case_it_was_made() throws Exception {
        HookService service = new HookService();
        int[] requests = {0};
        Verdict verdict = Checks.hook(pace -> request -> {
            Outcome outcome = service.send(request);
            return ++requests[0] == 1 ? new Outcome.Unanswered("the connection broke") : outcome;
        });
        assertThat(verdict.isUnreachable()).isTrue();
        assertThat(service.callbacks).isEmpty();
    }

    @Test
    void a_second_interrupt_ends_the_cleaning_up_as_well() {
        HookService service = new HookService();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> Checks.hook(pace -> request -> {
                    if (request.url().equals(HookService.SUBSCRIBE)) {
                        Outcome ignored = service.send(request);
                    }
                    throw new InterruptedException();
                }));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void an_unreachable_service_is_one_finding() throws Exception {
        Verdict verdict = Checks.hook(pace -> request -> new Outcome.Unanswered("unknown host"));
        assertThat(verdict.isUnreachable()).isTrue();
        assertThat(verdict.findings()).hasSize(1);
    }
}
