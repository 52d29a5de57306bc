package dev.bellhop.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.simulator.webhook.FakeTrigger.Flaw;
import dev.bellhop.simulator.webhook.WebhookActionRun.Result;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WebhookActionRunTest {

    private Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void a_callback_ends_the_action_and_the_subscription() {
        stage.event(30, "{\"approved\":true}");
        WebhookActionRun run = run();

        Result result = run.run();

        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Called.class,
                        called -> assertThat(called.callback().text()).isEqualTo("{\"approved\":true}"));
        assertThat(stage.service.subscriptions).isEmpty();
        assertThat(run.complaints()).isZero();
        assertThat(stage.screen.text())
                .contains("called with {\"approved\":true}; answered 202")
                .doesNotContain(FakeTrigger.TOKEN)
                .doesNotContainPattern("sig=[A-Za-z0-9]");
    }

    @Test
    void a_second_call_is_refused_and_complained_about() {
        stage.service.with(Flaw.KEEPS_DELIVERING);
        stage.event(30, "{\"n\":1}");
        stage.event(31, "{\"n\":2}");
        WebhookActionRun run = run();

        assertThat(run.run()).isInstanceOf(Result.Called.class);

        assertThat(run.complaints()).isEqualTo(1);
        assertThat(stage.screen.text()).contains("was called already; answered 404");
    }

    @Test
    void a_call_that_is_not_accepted_leaves_the_url_for_the_next_one() {
        stage.close();
        stage = new Stage("503,200", 1);
        stage.event(10, "{\"n\":1}");
        stage.event(20, "{\"n\":1}");
        WebhookActionRun run = run();

        assertThat(run.run()).isInstanceOf(Result.Called.class);
        assertThat(run.complaints()).isZero();
    }

    @Test
    void without_a_callback_the_time_runs_out_and_the_subscription_ends() {
        assertThat(run().run()).isEqualTo(new Result.TimedOut());

        assertThat(stage.service.subscriptions).isEmpty();
        assertThat(stage.screen.text()).contains("no callback within 60 s");
    }

    @Test
    void a_callback_after_the_time_is_refused_and_complained_about() {
        stage.service.with(Flaw.KEEPS_DELIVERING);
        stage.event(61, "{}");
        WebhookActionRun run = run();

        assertThat(run.run()).isEqualTo(new Result.TimedOut());
        assertThat(run.complaints()).isEqualTo(1);
    }

    @Test
    void who_is_interrupted_unsubscribes() {
        stage.pace.in(Duration.ofSeconds(5), Thread.currentThread()::interrupt);

        assertThat(run().run()).isEqualTo(new Result.Interrupted());
        assertThat(stage.service.subscriptions).isEmpty();
    }

    @Test
    void a_refused_subscription_ends_the_action() {
        stage.service.with(Flaw.REFUSES);

        assertThat(run().run())
                .isInstanceOfSatisfying(
                        Result.SubscribeFailed.class,
                        failed -> assertThat(failed.outcome().answered().map(answer -> answer.status()))
                                .hasValue(400));
        assertThat(stage.service.requests).hasSize(1);
    }

    @Test
    void a_failure_to_unsubscribe_is_complained_about() {
        stage.pace.in(Duration.ofSeconds(5), () -> stage.service.with(Flaw.IS_DOWN));
        WebhookActionRun run = run();

        assertThat(run.run()).isEqualTo(new Result.TimedOut());
        assertThat(run.complaints()).isEqualTo(1);
    }

    private WebhookActionRun run() {
        return new WebhookActionRun(stage.engine(), stage.receiver, Stage.calls(), Duration.ofSeconds(60));
    }
}
