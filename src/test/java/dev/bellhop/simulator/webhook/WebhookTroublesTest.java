package dev.bellhop.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.simulator.webhook.FakeTrigger.Flaw;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is done to a trigger while events come. */
@Timeout(30)
class WebhookTroublesTest {

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void a_host_that_starts_anew_subscribes_once_more_with_the_same_url() {
        stage.event(15, "{\"id\":\"e1\"}");

        WebhookReport report = stage.run(Stage.during(18), "host-restart=1");

        assertThat(report.isFine()).isTrue();
        assertThat(report.fired()).isEqualTo(1);
        List<String> bodies = subscribed();
        assertThat(bodies).hasSize(2);
        assertThat(bodies.get(1)).isEqualTo(bodies.get(0));
    }

    @Test
    void a_service_that_takes_the_same_url_twice_is_found_out() {
        stage.service.with(Flaw.SUBSCRIBES_TWICE);
        stage.event(15, "{\"id\":\"e1\"}");

        WebhookReport report = stage.run(Stage.during(18), "host-restart=1");

        assertThat(report.repeated()).isEqualTo(1);
        assertThat(report.isFine()).isFalse();
    }

    @Test
    void a_saved_trigger_gets_another_url_and_loses_no_event() {
        stage.event(5, "{\"id\":\"e1\"}");
        stage.event(15, "{\"id\":\"e2\"}");

        WebhookReport report = stage.run(Stage.during(18), "edited=1");

        assertThat(report.isFine()).isTrue();
        assertThat(report.distinct()).isEqualTo(2);
        assertThat(subscribed()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void a_service_that_still_calls_the_old_url_is_found_out() {
        stage.service.with(Flaw.KEEPS_DELIVERING);
        stage.event(15, "{\"id\":\"e1\"}");

        WebhookReport report = stage.run(Stage.during(18), "edited=1");

        assertThat(report.distinct()).isEqualTo(1);
        assertThat(report.repeated()).isZero();
        assertThat(report.late()).isEqualTo(1);
    }

    @Test
    void each_time_another_form_has_to_do_the_work() {
        stage.service.with(Flaw.DOES_NOTHING_WITHOUT_A_BODY);
        // The seventh edit, after 70 s, unsubscribes with nothing but headers.
        stage.event(65, "{\"id\":\"e1\"}");
        stage.event(75, "{\"id\":\"e2\"}");

        WebhookReport report = stage.run(Stage.during(78), "edited=1");

        assertThat(report.distinct()).isEqualTo(2);
        assertThat(report.failedUnsubscribes()).isZero();
        assertThat(report.late()).isEqualTo(1);
    }

    @Test
    void a_disabled_workflow_is_left_alone_and_subscribes_again_with_the_same_url() {
        stage.event(12, "{\"id\":\"e1\"}");
        stage.event(17, "{\"id\":\"e2\"}");

        WebhookReport report = stage.run(Stage.during(19), "disabled=1");

        assertThat(report.isFine()).isTrue();
        assertThat(report.distinct()).as("e1 came while nobody was subscribed").isEqualTo(1);
        List<String> bodies = subscribed();
        assertThat(bodies).hasSize(2);
        assertThat(bodies.get(1)).isEqualTo(bodies.get(0));
        assertThat(stage.service.subscriptions).isEmpty();
    }

    @Test
    void a_service_that_calls_a_disabled_workflow_is_found_out() {
        stage.service.with(Flaw.KEEPS_DELIVERING);
        stage.event(12, "{\"id\":\"e1\"}");

        WebhookReport report = stage.run(Stage.during(18), "disabled=1");

        assertThat(report.late()).isEqualTo(1);
        assertThat(report.fired()).isZero();
    }

    @Test
    void a_run_that_ends_while_disabled_leaves_nothing_behind() {
        WebhookReport report = stage.run(Stage.during(12), "disabled=1");

        assertThat(report.isFine()).isTrue();
        assertThat(stage.service.subscriptions).isEmpty();
        assertThat(subscribed()).hasSize(1);
    }

    @Test
    void a_well_behaved_service_stands_all_of_it_at_once() {
        Stream.iterate(5, seconds -> seconds < 600, seconds -> seconds + 5)
                .forEach(seconds -> stage.event(seconds, "{\"id\":\"e" + seconds + "\"}"));

        WebhookReport report = stage.run(
                Stage.during(600), "host-restart", "edited", "disabled", "duplicate-request", "lost-response=0.1");

        assertThat(report.repeated()).isZero();
        assertThat(report.late()).isZero();
        assertThat(report.failedSubscribes()).isZero();
        assertThat(report.failedUnsubscribes()).isZero();
        assertThat(stage.service.subscriptions).isEmpty();
    }

    private List<String> subscribed() {
        return stage.service.requestsTo(FakeTrigger.SUBSCRIBE).stream()
                .map(FakeTrigger::text)
                .toList();
    }
}
