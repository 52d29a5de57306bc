package dev.bellhop.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.simulator.check.rule.Finding;
import dev.bellhop.simulator.check.rule.Result;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PollCheckTest {

    static final List<WrongService> WRONG = WrongPolls.ALL;

    @Test
    void a_service_that_does_all_right_keeps_every_rule() throws InterruptedException {
        Verdict verdict = Checks.poll(pace -> new PollService());
        assertThat(verdict.isFine()).as(Checks.told(verdict)).isTrue();
        assertThat(verdict.findings())
                .filteredOn(finding -> finding.result() != Result.KEPT)
                .extracting(finding -> finding.rule().id())
                .containsExactly("page-size");
    }

    @ParameterizedTest
    @FieldSource("WRONG")
    void a_mistake_is_caught_by_its_rule_and_by_no_other(WrongService wrong) throws InterruptedException {
        Verdict verdict = Checks.poll(wrong.service());
        assertThat(Checks.broken(verdict)).as(Checks.told(verdict)).isEqualTo(wrong.breaks());
    }

    @Test
    void a_page_may_grow_while_it_is_read() throws InterruptedException {
        Verdict verdict = Checks.poll(pace -> new Pages(100, true));
        assertThat(Checks.broken(verdict)).as(Checks.told(verdict)).isEmpty();
        assertThat(Checks.finding(verdict, "page-size").result()).isEqualTo(Result.KEPT);
    }

    @Test
    void a_page_of_more_than_a_hundred_is_advised_against() throws InterruptedException {
        Pages service = new Pages(1_000, false);
        IntStream.range(0, 150).forEach(number -> service.log.add("{\"number\":" + number + "}"));
        Verdict verdict = Checks.settings(pace -> service, waiting(150));
        assertThat(Checks.broken(verdict)).as(Checks.told(verdict)).containsExactly("page-size");
        assertThat(verdict.isFine()).isTrue();
    }

    @Test
    void so_many_items_as_were_said_to_wait_must_arrive_without_a_feed() throws InterruptedException {
        PollService service = new PollService();
        IntStream.range(0, 7).forEach(number -> service.log.add("{\"number\":" + number + "}"));
        assertThat(Checks.broken(Checks.settings(pace -> service, waiting(7)))).isEmpty();
        assertThat(Checks.broken(Checks.settings(pace -> service, waiting(8)))).containsExactly("no-item-lost");
    }

    @Test
    void without_items_the_rules_about_them_are_not_seen() throws InterruptedException {
        Verdict verdict =
                Checks.settings(pace -> new PollService(), CheckSettings.of(new Subject.Poll(PollService.POLL)));
        assertThat(verdict.isFine()).as(Checks.told(verdict)).isTrue();
        assertThat(List.of("no-item-lost", "no-item-twice", "state-stable", "second-poller", "reading-deletes-nothing"))
                .extracting(rule -> Checks.finding(verdict, rule))
                .allSatisfy(finding -> assertThat(finding.result()).isEqualTo(Result.NOT_SEEN))
                .allSatisfy(finding -> assertThat(finding.seen()).contains("--feed"));
    }

    @Test
    void a_feed_that_is_refused_proves_nothing() throws InterruptedException {
        Verdict verdict = Checks.poll(pace -> new PollService() {
            @Override
            public Outcome send(Request request) {
                return request.method().equals("POST")
                        ? new Outcome.Answered(Replies.reply(401, ""))
                        : super.send(request);
            }
        });
        assertThat(Checks.finding(verdict, "no-item-lost"))
                .extracting(Finding::result, Finding::seen)
                .containsExactly(Result.NOT_SEEN, "the feed's URL answered 401");
    }

    @Test
    void an_unreachable_service_is_one_finding() throws InterruptedException {
        Verdict verdict = Checks.poll(pace -> request -> new Outcome.Unanswered("nothing listens there"));
        assertThat(verdict.isUnreachable()).isTrue();
        assertThat(verdict.isFine()).isFalse();
        assertThat(verdict.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.seen()).contains("nothing listens there"));
    }

    @Test
    void a_missing_key_is_named() throws InterruptedException {
        Verdict verdict = Checks.poll(pace -> request -> new Outcome.Answered(Replies.reply(401, "")));
        assertThat(Checks.broken(verdict)).isEqualTo(Set.of("poll-status"));
        assertThat(Checks.finding(verdict, "poll-status").seen()).contains("401: a key is missing or wrong");
        assertThat(Checks.finding(verdict, "state-moves").seen()).isEqualTo("the first poll was answered 401");
    }

    @Test
    void a_service_that_breaks_off_in_the_middle_is_a_verdict_as_well() throws InterruptedException {
        PollService service = new PollService();
        int[] left = {4};
        Verdict verdict = Checks.poll(pace ->
                request -> left[0]-- > 0 ? service.send(request) : new Outcome.Unanswered("the connection broke"));
        assertThat(verdict.isUnreachable()).isFalse();
        assertThat(Checks.broken(verdict)).contains("every-request-answered").doesNotContain("answers-in-time");
    }

    private static CheckSettings waiting(int items) {
        return CheckSettings.of(new Subject.Poll(PollService.POLL + "&startFrom=beginning"))
                .expecting(items);
    }

    /** Arrays of items; one more arrives after the first page. */
    private static class Pages extends PollService {
        private final int size;
        private boolean grows;

        Pages(int size, boolean grows) {
            this.size = size;
            this.grows = grows;
        }

        @Override
        Answer item(String body, int position) {
            int end = Math.min(log.size(), position + size);
            String page = log.subList(position, end).toString();
            var answer =
                    Replies.reply(200, page, "Location", location(end), "Retry-After", end < log.size() ? "0" : "15");
            if (grows) {
                log.add("{\"late\":true}");
            }
            grows = false;
            return answer;
        }
    }
}
