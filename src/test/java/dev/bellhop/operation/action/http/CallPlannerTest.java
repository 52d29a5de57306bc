package dev.bellhop.operation.action.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.operation.action.http.CallPlanner.Next;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallPlannerTest {

    private static final List<String> USUAL = HttpCall.FAIL_ON_DEFAULT;

    @ParameterizedTest
    @CsvSource({"200, false", "204, false", "301, true", "400, true", "404, true", "409, true", "500, true", "599, true"
    })
    void the_usual_failures_are_those_of_a_workflow_and_redirects(int status, boolean fails) {
        assertThat(CallPlanner.after(answered(status), 1, 1, 0, USUAL) instanceof Next.Fail)
                .isEqualTo(fails);
        assertThat(CallPlanner.after(answered(status), 1, 1, 0, List.of())).isInstanceOf(Next.Answer.class);
    }

    @Test
    void single_statuses_can_be_failures() {
        assertThat(CallPlanner.after(answered(404), 1, 1, 0, List.of("404"))).isInstanceOf(Next.Fail.class);
        assertThat(CallPlanner.after(answered(405), 1, 1, 0, List.of("404"))).isInstanceOf(Next.Answer.class);
        assertThat(((Next.Fail) CallPlanner.after(answered(302), 1, 3, 0, USUAL))
                        .error()
                        .message())
                .contains("302", "redirect", "3 attempts");
    }

    @ParameterizedTest
    @CsvSource({
        "408, true",
        "429, true",
        "500, true",
        "503, true",
        "400, false",
        "404, false",
        "200, false",
        "302, false"
    })
    void only_what_may_pass_is_tried_again(int status, boolean passes) {
        assertThat(CallPlanner.mayPass(status)).isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({"1, , 5", "2, , 10", "3, , 20", "7, , 300", "20, , 300", "1, 60, 60", "3, 1, 20", "1, 999999999, 86400"
    })
    void waits_double_and_are_as_long_as_the_other_side_wants_them(int attempt, Long asked, long seconds) {
        CallTry passing = new CallTry(503, Map.of(), null, null, asked, null, null, null, true);
        assertThat(CallPlanner.after(passing, attempt, attempt, 20, USUAL))
                .isEqualTo(new Next.Again(Duration.ofSeconds(seconds)));
    }

    @Test
    void no_more_is_tried_than_was_allowed() {
        CallTry failed = CallTry.failed("no-answer", "…", true);
        assertThat(CallPlanner.after(failed, 3, 3, 3, USUAL)).isInstanceOf(Next.Again.class);
        assertThat(CallPlanner.after(failed, 4, 4, 3, USUAL)).isInstanceOf(Next.Fail.class);
        assertThat(CallPlanner.after(CallTry.failed("not-allowed", "…", false), 1, 1, 3, USUAL))
                .isInstanceOf(Next.Fail.class);
    }

    @ParameterizedTest
    @CsvSource({"1, , 30", "1, 5, 5", "1, 0, 1", "1, 999999999, 86400", "2000, 1, 720", "2000, 3600, 3600"})
    void a_result_is_asked_for_when_the_other_side_says_and_never_all_the_time(int requests, Long asked, long seconds) {
        CallTry accepted = new CallTry(202, Map.of(), null, null, asked, "https://a.example/", null, null, false);
        assertThat(CallPlanner.after(accepted, requests, 1, 0, USUAL))
                .isEqualTo(new Next.Poll("https://a.example/", Duration.ofSeconds(seconds)));
    }

    private static CallTry answered(int status) {
        return new CallTry(status, Map.of(), null, "utf-8", null, null, null, null, false);
    }
}
