package dev.bellhop.simulator.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.simulator.Dialect;
import dev.bellhop.simulator.Engines;
import dev.bellhop.simulator.RecordedScreen;
import dev.bellhop.simulator.Troubles;
import dev.bellhop.simulator.poll.PollSettings.Until;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import dev.bellhop.simulator.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollRunTest {

    private static final Until DRAINED = new Until(true, OptionalLong.empty(), OptionalLong.empty(), Optional.empty());
    private static final String ALL = ItemService.URL + "?all=1";

    private final ItemService service = new ItemService();
    private final Engines engines = new Engines(request -> service.send(request));

    private PollReport run(Engines on, String url, Optional<String> splitOn, Until until, String... troubles) {
        Troubles striking = Troubles.parse(List.of(troubles), 3);
        return new PollRun(
                        on.engine(Dialect.LOGIC_APPS, striking),
                        new PollSettings(url, Duration.ofSeconds(60), splitOn, until))
                .run();
    }

    private PollReport drain(String url, String... troubles) {
        return run(engines, url, Optional.empty(), DRAINED, troubles);
    }

    private static Until expecting(long count) {
        return new Until(false, OptionalLong.of(count), OptionalLong.empty(), Optional.empty());
    }

    private static Until polls(long count) {
        return new Until(false, OptionalLong.empty(), OptionalLong.of(count), Optional.empty());
    }

    @Test
    void a_backlog_is_drained_without_waiting_and_then_the_recurrence_counts() {
        service.count = 5;

        PollReport report = drain(ALL);

        assertThat(report.fired()).isEqualTo(5);
        assertThat(report.repeated()).isZero();
        assertThat(report.polls()).isEqualTo(6);
        assertThat(report.requests()).isEqualTo(6);
        assertThat(engines.pace.paused()).isEqualTo(Duration.ofSeconds(15));
        assertThat(report.isFine()).isTrue();
        assertThat(report.quietMonth()).isEqualTo(43_200);
        assertThat(engines.screen.text()).contains("200  fired", "id item-4; next in 15 s", "202  nothing new");
    }

    @Test
    void the_first_poll_only_brings_the_state_of_now() {
        service.count = 5;

        PollReport report = drain(ItemService.URL);

        assertThat(report.fired()).isZero();
        assertThat(report.polls()).isEqualTo(2);
        assertThat(service.requests.get(1).url()).isEqualTo(ItemService.URL + "?state=5");
        assertThat(engines.screen.lines().getFirst()).contains("202  no state yet, now there is one; next in 60 s");
    }

    @Test
    void a_page_is_split_into_runs_if_it_is_told_to() {
        service.count = 5;
        service.page = 3;

        assertThat(run(engines, ALL, Optional.of(""), DRAINED).fired()).isEqualTo(5);
        assertThat(run(engines, ALL, Optional.empty(), DRAINED).fired()).isEqualTo(2);
        assertThat(engines.screen.text()).contains("200  3 items; next in 0 s");
    }

    @Test
    void splitting_what_is_no_array_starts_no_run() {
        service.count = 1;

        PollReport report = run(engines, ALL, Optional.of("/value"), DRAINED);

        assertThat(report.fired()).isZero();
        assertThat(report.isFine()).isFalse();
        assertThat(engines.screen.text()).contains("splitOn finds no array");
    }

    @Test
    void it_ends_when_the_expected_items_are_there() {
        service.count = 5;
        assertThat(run(engines, ALL, Optional.empty(), expecting(3)).fired()).isEqualTo(3);
        assertThat(run(engines, ALL, Optional.empty(), expecting(3)).missing()).hasValue(0);
    }

    @Test
    void what_did_not_come_is_missing() {
        service.count = 5;
        Until until = new Until(true, OptionalLong.of(7), OptionalLong.empty(), Optional.empty());

        PollReport report = run(engines, ALL, Optional.empty(), until);

        assertThat(report.missing()).hasValue(2);
        assertThat(report.isFine()).isFalse();
    }

    @Test
    void it_ends_after_so_many_polls_or_so_much_time() {
        assertThat(run(engines, ALL, Optional.empty(), polls(4)).polls()).isEqualTo(4);
        Until hour = new Until(false, OptionalLong.empty(), OptionalLong.empty(), Optional.of(Duration.ofHours(1)));
        assertThat(run(engines, ALL, Optional.empty(), hour).polls()).isEqualTo(61);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost-response=0.4", "duplicate-request=0.5", "disabled=0.3"})
    void a_good_service_loses_and_repeats_nothing_whatever_is_wrong_on_the_way(String trouble) {
        service.count = 100;

        PollReport report = drain(ALL, trouble);

        assertThat(report.distinct()).isEqualTo(100);
        assertThat(report.repeated()).isZero();
    }

    @Test
    void a_trigger_that_is_saved_forgets_its_state() {
        service.count = 20;

        PollReport report = drain(ALL, "edited=0.1");

        assertThat(report.distinct()).isEqualTo(20);
        assertThat(report.repeated()).isPositive();
        assertThat(report.isFine()).isFalse();
        assertThat(engines.screen.text()).contains("the trigger was saved", "FIRED AGAIN");
    }

    @Test
    void a_poll_that_forgot_its_state_does_not_say_that_nothing_is_left() {
        service.count = 3;

        Until until = new Until(true, OptionalLong.empty(), OptionalLong.of(10), Optional.empty());

        // Saved after every poll, it never asks with a state.
        assertThat(run(engines, ItemService.URL, Optional.empty(), until, "edited=1")
                        .polls())
                .isEqualTo(10);
    }

    @Test
    void runs_without_an_id_are_not_taken_for_repeats() {
        Engines silent = new Engines(new Wire() {
            private int state;

            @Override
            public Outcome send(Request request) {
                List<Header> headers = List.of(
                        new Header("Location", ItemService.URL + "?state=" + ++state), new Header("Retry-After", "0"));
                return new Outcome.Answered(new Answer(state < 4 ? 200 : 202, headers, new byte[0]));
            }
        });

        PollReport report = run(silent, ALL, Optional.empty(), DRAINED);

        assertThat(report.fired()).isEqualTo(3);
        assertThat(report.repeated()).isZero();
    }

    @Test
    void a_service_that_deletes_what_it_hands_out_loses_what_gets_lost() {
        Engines forgetful = new Engines(new Wire() {
            private int next;

            @Override
            public Outcome send(Request request) {
                boolean any = next < 50;
                String body = any ? "{\"id\":\"item-" + next++ + "\"}" : "";
                return new Outcome.Answered(new Answer(
                        any ? 200 : 202,
                        List.of(
                                new Header("Location", ItemService.URL + "?state=" + next),
                                new Header("Retry-After", "0")),
                        body.getBytes(StandardCharsets.UTF_8)));
            }
        });
        Until until = new Until(true, OptionalLong.of(50), OptionalLong.empty(), Optional.empty());

        PollReport report = run(forgetful, ALL, Optional.empty(), until, "lost-response=0.3");

        assertThat(report.missing().orElseThrow()).isPositive();
    }

    @Test
    void a_service_that_gives_one_item_for_ever_is_not_asked_for_ever() {
        Engines stuck = new Engines(request -> new Outcome.Answered(new Answer(
                200,
                List.of(new Header("Location", ALL), new Header("Retry-After", "0")),
                "{\"id\":1}".getBytes(StandardCharsets.UTF_8))));

        PollReport report = run(stuck, ALL, Optional.empty(), DRAINED);

        assertThat(report.fired()).isEqualTo(20);
        assertThat(report.repeated()).isEqualTo(19);
        assertThat(stuck.screen.text())
                .contains(
                        "a 200 that leaves the state as it was fires again for ever",
                        "stopped: 20 runs from one state");
    }

    @Test
    void a_service_that_never_answers_is_unreachable() {
        Engines alone = new Engines(request -> new Outcome.Unanswered("nothing listens there"));

        PollReport report = run(alone, ALL, Optional.empty(), polls(1));

        assertThat(report.unreachable()).isTrue();
        assertThat(report.requests()).isEqualTo(5);
        assertThat(report.isFine()).isFalse();
    }

    @Test
    void an_interrupted_run_ends_with_its_counts() {
        service.count = 3;
        Thread.currentThread().interrupt();

        PollReport report = drain(ALL);

        assertThat(report.fired()).isEqualTo(1);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void the_counts_are_shown_in_the_end() {
        RecordedScreen screen = new RecordedScreen();
        new PollReport(
                        8,
                        List.of("a", "b", "c", "d", "e", "f", "g"),
                        OptionalLong.of(1),
                        14,
                        20,
                        2,
                        Duration.ofSeconds(15),
                        false)
                .show(screen);
        assertThat(screen.lines())
                .containsExactly(
                        "In the end",
                        "  fired      8",
                        "  repeated   1",
                        "  missing    1",
                        "  polls      14 (20 requests), 2.0 for each event",
                        "  failed     2 polls, after all retries",
                        "  a month    about 172,800 polls (one every 15 s), and one more for each event");
    }
}
