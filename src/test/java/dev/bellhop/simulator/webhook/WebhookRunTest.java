package dev.bellhop.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bellhop.simulator.webhook.FakeTrigger.Flaw;
import dev.bellhop.simulator.wire.Request;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WebhookRunTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    private Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void a_run_subscribes_counts_the_events_and_unsubscribes_in_every_form() {
        stage.event(3, "{\"id\":\"e1\",\"type\":\"file.created\",\"subject\":\"a.pdf\"}");
        stage.event(6, "{\"id\":\"e2\",\"type\":\"file.created\",\"subject\":\"b.pdf\"}");

        WebhookReport report = stage.run(Stage.expecting(2));

        assertThat(report.isFine()).isTrue();
        assertThat(report.fired()).isEqualTo(2);
        assertThat(report.distinct()).isEqualTo(2);
        assertThat(report.missing()).hasValue(0);
        assertThat(FakeTrigger.text(stage.service.requests.getFirst()))
                .startsWith("{\"callbackUrl\":\"http://127.0.0.1:")
                .contains("&sp=%2Ftriggers%2F", "&sig=");
        assertThat(stage.service.requests).hasSize(1 + UnsubscribeForm.values().length);
        assertThat(stage.service.subscriptions).isEmpty();
        assertThat(stage.screen.text())
                .contains("first e1  file.created a.pdf; no signature; answered 202")
                .contains("subscribed http://127.0.0.1:", "&sig=***: 201", "/subscriptions/s1?token=***, id \"s1\"");
    }

    @Test
    void no_secret_is_ever_shown() {
        stage.service.secret = SECRET;
        stage.pace.in(Duration.ofSeconds(2), () -> {
            String url = stage.service.subscriptions.get(1);
            stage.service.deliver("{\"say\":\"" + url.substring(url.indexOf("sig=")) + "\"}");
            stage.service.post(url + "A", "{}");
        });

        WebhookReport report = stage.run(Stage.during(30), "host-restart=1", "edited=1", "lost-response=0.3");

        assertThat(report.fired() + report.refused()).isEqualTo(1);
        assertThat(stage.screen.text())
                .doesNotContain(SECRET, FakeTrigger.TOKEN, "k-secret")
                .doesNotContainPattern("sig=[A-Za-z0-9]");
    }

    @Test
    void a_template_that_is_only_the_callback_url_is_sent_as_text() {
        var calls = new WebhookSettings.Calls(
                FakeTrigger.SUBSCRIBE, "put", "@listCallbackUrl()", null, List.of(UnsubscribeForm.DELETE_LOCATION));

        stage.run(Stage.settings(calls, null, null, Duration.ofSeconds(1)));

        Request subscribe = stage.service.requests.getFirst();
        assertThat(subscribe.method()).isEqualTo("PUT");
        assertThat(subscribe.body().contentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(FakeTrigger.text(subscribe)).startsWith("http://127.0.0.1:");
        assertThat(subscribe.headers()).anyMatch(header -> header.name().equals("X-Key"));
        assertThat(stage.service.requests).hasSize(2);
    }

    @Test
    void what_did_not_come_in_time_is_missing() {
        stage.event(3, "{\"id\":\"e1\"}");

        WebhookReport report = stage.run(Stage.settings(Stage.calls(), null, 3, Duration.ofSeconds(20)));

        assertThat(report.missing()).hasValue(2);
        assertThat(report.isFine()).isFalse();
        assertThat(stage.service.subscriptions).isEmpty();
    }

    @Test
    void who_is_interrupted_unsubscribes_before_returning() {
        stage.pace.in(Duration.ofSeconds(4), Thread.currentThread()::interrupt);

        WebhookReport report = stage.run(Stage.settings(Stage.calls(), null, null, null));

        assertThat(report.isFine()).isTrue();
        assertThat(stage.service.subscriptions).isEmpty();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void who_is_interrupted_when_nothing_waits_unsubscribes_as_well() {
        stage.service.whenSubscribed = Thread.currentThread()::interrupt;

        stage.run(new WebhookSettings(
                Stage.calls(), null, null, Duration.ZERO, WebhookSettings.BEAT_DEFAULT, Duration.ZERO));

        assertThat(stage.service.subscriptions).isEmpty();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void a_callback_that_comes_before_the_subscription_is_answered_counts() {
        stage.service.secret = SECRET;
        stage.service.whenSubscribed = () -> stage.service.deliverSigned("{\"id\":\"e1\"}", SECRET);

        WebhookReport report = stage.run(Stage.expecting(1));

        assertThat(report.isFine()).isTrue();
        assertThat(report.fired()).isEqualTo(1);
    }

    @Test
    void who_is_interrupted_twice_ends_at_once_and_says_so() {
        stage.pace.in(Duration.ofSeconds(4), () -> {
            stage.service.with(Flaw.IS_DOWN);
            Thread.currentThread().interrupt();
        });
        stage.pace.in(Duration.ofSeconds(5), Thread.currentThread()::interrupt);

        stage.run(Stage.settings(Stage.calls(), null, null, null));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(stage.screen.lines().getLast()).contains("a subscription may be left behind");
    }

    @Test
    void an_event_that_comes_again_after_it_was_accepted_is_repeated() {
        stage.event(1, "{\"id\":\"e1\"}");
        stage.event(2, "{\"id\":\"e1\"}");

        WebhookReport report = stage.run(Stage.expecting(1));

        assertThat(report.repeated()).isEqualTo(1);
        assertThat(report.fired()).isEqualTo(2);
        assertThat(report.isFine()).isFalse();
        assertThat(stage.screen.text()).contains("REPEATED e1");
    }

    @Test
    void an_event_that_comes_again_because_it_was_refused_is_a_retry() {
        restage("503x2,reset,200");
        stage.pace.in(Duration.ofSeconds(1), () -> stage.service.deliverUntilAccepted("{\"id\":\"e1\"}"));

        WebhookReport report = stage.run(Stage.expecting(1));

        assertThat(report.retries()).isEqualTo(3);
        assertThat(report.repeated()).isZero();
        assertThat(report.fired()).isEqualTo(1);
        assertThat(report.isFine()).isTrue();
    }

    @Test
    void an_event_that_was_never_accepted_did_not_come() {
        restage("410");
        stage.event(1, "{\"id\":\"e1\"}");

        WebhookReport report = stage.run(Stage.settings(Stage.calls(), null, 1, Duration.ofSeconds(10)));

        assertThat(report.missing()).hasValue(1);
        assertThat(report.refused()).isEqualTo(1);
        assertThat(report.fired()).isZero();
        assertThat(report.accepting()).isFalse();
    }

    @Test
    void an_event_that_was_refused_and_did_not_come_again_is_lost() {
        restage("503,202");
        stage.event(1, "{\"id\":\"e1\"}");
        stage.event(2, "{\"id\":\"e2\"}");

        WebhookReport report = stage.run(Stage.during(10));

        assertThat(report.refused()).isEqualTo(1);
        assertThat(report.isFine()).isFalse();
    }

    @Test
    void answers_to_callbacks_get_lost_when_answers_get_lost() {
        stage.event(1, "{\"id\":\"e1\"}");

        WebhookReport report = stage.run(Stage.during(200), "lost-response=1");

        assertThat(report.isFine()).isTrue();
        assertThat(report.fired()).isEqualTo(1);
        assertThat(report.refused()).isZero();
        assertThat(report.failedSubscribes()).isZero();
        assertThat(report.failedUnsubscribes()).isZero();
        assertThat(stage.screen.text()).contains("answered 202, and the answer is lost");
    }

    @Test
    void an_event_that_comes_again_because_the_answer_got_lost_is_a_retry() {
        stage.event(1, "{\"id\":\"e1\"}");
        stage.event(2, "{\"id\":\"e1\"}");

        WebhookReport report = stage.run(Stage.during(200), "lost-response=1");

        assertThat(report.repeated()).isZero();
        assertThat(report.retries()).isEqualTo(1);
        assertThat(report.distinct()).isEqualTo(1);
    }

    @Test
    void calls_that_do_not_keep_to_the_url_are_counted_and_fire_nothing() {
        stage.pace.in(Duration.ofSeconds(1), () -> {
            String url = stage.service.subscriptions.get(1);
            stage.service.post(url.replace("%2F", "/"), "{\"id\":\"e1\"}");
            stage.service.post(url, "{\"id\":\"e1\"}", "Authorization", "Bearer x");
        });

        WebhookReport report = stage.run(Stage.during(5));

        assertThat(report.wrongCalls()).isEqualTo(2);
        assertThat(report.fired()).isZero();
        assertThat(report.isFine()).isFalse();
    }

    @Test
    void what_comes_after_unsubscribing_is_late() {
        stage.service.with(Flaw.KEEPS_DELIVERING);
        // The run lasts 5 s and listens 5 s twice: before and after it unsubscribes.
        stage.event(13, "{\"id\":\"e1\"}");

        WebhookReport report = stage.run(Stage.during(5));

        assertThat(report.late()).isEqualTo(1);
        assertThat(report.fired()).isZero();
        assertThat(report.isFine()).isFalse();
    }

    @Test
    void what_was_on_its_way_while_unsubscribing_is_not_late() {
        stage.service.with(Flaw.KEEPS_DELIVERING);
        stage.pace.in(Duration.ofMillis(10_500), () -> stage.service.deliver("{\"id\":\"e1\"}"));

        WebhookReport report = stage.run(Stage.during(5));

        assertThat(stage.screen.text()).contains("on its way");
        assertThat(report.late()).isZero();
    }

    @Test
    void unsubscribing_what_is_gone_must_succeed() {
        stage.service.with(Flaw.NOT_FOUND_WHEN_GONE);

        WebhookReport report = stage.run(Stage.during(1));

        assertThat(report.failedUnsubscribes()).isEqualTo(UnsubscribeForm.values().length - 1);
        assertThat(report.isFine()).isFalse();
    }

    @Test
    void the_location_alone_must_do_without_the_key() {
        stage.service.with(Flaw.DEMANDS_THE_KEY);

        WebhookReport report = stage.run(Stage.during(1));

        assertThat(report.failedUnsubscribes()).isEqualTo(2);
        assertThat(stage.screen.text())
                .contains("DELETE of the Location, without a key: 401", "DELETE of the Location, with the key: 204");
    }

    @Test
    void without_any_way_to_unsubscribe_a_run_is_not_fine() {
        stage.service.with(Flaw.NO_LOCATION);
        var calls = WebhookSettings.Calls.at(FakeTrigger.SUBSCRIBE, null);

        WebhookReport report = stage.run(Stage.settings(calls, null, null, Duration.ofSeconds(1)));

        assertThat(report.failedUnsubscribes()).isEqualTo(1);
    }

    @Test
    void the_secret_that_the_service_made_checks_the_signatures() {
        stage.service.secret = SECRET;
        stage.pace.in(Duration.ofSeconds(1), () -> stage.service.deliverSigned("{\"id\":\"e1\"}", SECRET));
        stage.pace.in(Duration.ofSeconds(2), () -> stage.service.deliverSigned("{\"id\":\"e2\"}", OTHER_SECRET));
        stage.event(3, "{\"id\":\"e3\"}");

        WebhookReport report = stage.run(Stage.during(5));

        assertThat(report.badSignatures()).isEqualTo(2);
        assertThat(report.isFine()).isFalse();
        assertThat(stage.screen.text())
                .contains("first e1  {\"id\":\"e1\"}; signature valid")
                .contains("first e2  {\"id\":\"e2\"}; SIGNATURE INVALID (no v1 signature is right)")
                .contains("first e3  {\"id\":\"e3\"}; SIGNATURE ABSENT");
    }

    @Test
    void the_secret_that_was_given_counts_for_more_than_one_that_is_made() {
        stage.service.secret = SECRET;
        stage.pace.in(Duration.ofSeconds(1), () -> stage.service.deliverSigned("{\"id\":\"e1\"}", SECRET));
        stage.pace.in(Duration.ofSeconds(2), () -> stage.service.deliverSigned("{\"id\":\"e2\"}", OTHER_SECRET));

        WebhookReport report = stage.run(Stage.settings(Stage.calls(), OTHER_SECRET, null, Duration.ofSeconds(5)));

        assertThat(report.badSignatures()).isEqualTo(1);
        assertThat(stage.screen.text()).contains("first e2  {\"id\":\"e2\"}; signature valid");
    }

    @Test
    void an_engine_that_runs_fast_does_not_take_the_services_clock_for_slow() {
        stage.close();
        stage = new Stage("202", 100);
        stage.service.secret = SECRET;
        String timestamp = Long.toString(stage.pace.instant().plusSeconds(10).getEpochSecond());
        stage.pace.in(
                Duration.ofSeconds(1_000),
                () -> stage.service.deliver(
                        "{}",
                        "webhook-id",
                        "m",
                        "webhook-timestamp",
                        timestamp,
                        "webhook-signature",
                        FakeTrigger.sign(SECRET, "m." + timestamp + ".{}")));

        WebhookReport report = stage.run(Stage.during(1_001));

        assertThat(report.fired()).isEqualTo(1);
        assertThat(report.badSignatures()).isZero();
    }

    @Test
    void a_batch_is_as_many_events_as_it_has_items() {
        stage.event(1, "[{\"id\":\"e1\"},{\"id\":\"e2\"}]");
        stage.event(2, "[{\"id\":\"e2\"},{\"other\":3}]");

        WebhookReport report = stage.run(Stage.during(5));

        assertThat(report.fired()).isEqualTo(4);
        assertThat(report.distinct()).isEqualTo(3);
        assertThat(report.repeated()).isEqualTo(1);
    }

    @Test
    void without_an_id_in_the_body_the_header_or_the_body_itself_tells_events_apart() {
        stage.pace.in(Duration.ofSeconds(1), () -> {
            stage.service.deliver("{\"n\":1}", "webhook-id", "m1");
            stage.service.deliver("{\"n\":2}", "webhook-id", "m1");
            stage.service.deliver("plain");
            stage.service.deliver("plain");
            stage.service.deliver("other");
        });

        WebhookReport report = stage.run(Stage.during(5));

        assertThat(report.distinct()).isEqualTo(3);
        assertThat(report.repeated()).isEqualTo(2);
    }

    @Test
    void two_callbacks_without_a_body_are_not_the_same_event() {
        stage.event(1, "");
        stage.event(2, "");

        WebhookReport report = stage.run(Stage.during(5));

        assertThat(report.distinct()).isEqualTo(2);
        assertThat(report.repeated()).isZero();
    }

    @Test
    void an_id_that_is_neither_text_nor_number_tells_nothing_apart() {
        stage.pace.in(Duration.ofSeconds(1), () -> {
            for (String id : List.of("null", "true", "{}")) {
                stage.service.deliver("{\"id\":" + id + "}", "webhook-id", "m-" + id + "-1");
                stage.service.deliver("{\"id\":" + id + "}", "webhook-id", "m-" + id + "-2");
            }
        });

        assertThat(stage.run(Stage.during(5)).distinct()).isEqualTo(6);
    }

    @Test
    void what_a_service_sends_cannot_write_on_the_screen_as_it_likes() {
        stage.event(1, "{\"id\":\"e1\\u001b[2J\",\"type\":\"a\\nb" + "c".repeat(100) + "\"}");

        stage.run(Stage.during(2));

        assertThat(stage.screen.text()).contains("first e1 [2J  a b" + "c".repeat(56) + "…; no signature");
    }

    @Test
    void a_refused_subscription_ends_the_run() {
        stage.service.with(Flaw.REFUSES);

        WebhookReport report = stage.run(Stage.expecting(1));

        assertThat(report.failedSubscribes()).isEqualTo(1);
        assertThat(report.isFine()).isFalse();
        assertThat(report.unreachable()).isFalse();
        assertThat(stage.service.requests).hasSize(1);
    }

    @Test
    void a_subscription_that_got_no_answer_is_taken_back_in_case_it_was_made() {
        stage.service.with(Flaw.IS_DOWN);

        WebhookReport report = stage.run(Stage.expecting(1));

        assertThat(report.failedSubscribes()).isEqualTo(1);
        assertThat(report.unreachable()).isTrue();
        assertThat(stage.service.requestsTo(FakeTrigger.UNSUBSCRIBE))
                .isNotEmpty()
                .allMatch(request -> FakeTrigger.text(request).startsWith("{\"callbackUrl\":"));
    }

    @Test
    void settings_that_make_no_sense_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Stage.expecting(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebhookSettings.Calls.at("/subscribe", null))
                .withMessageContaining("no absolute http or https URL");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WebhookSettings.Calls(FakeTrigger.SUBSCRIBE, "POST", "{}", null, List.of()))
                .withMessageContaining("write @{listCallbackUrl()} into it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stage.settings(Stage.calls(), "hush hush", null, null))
                .withMessageNotContaining("hush");
    }

    private void restage(String script) {
        stage.close();
        stage = new Stage(script, 1);
    }
}
