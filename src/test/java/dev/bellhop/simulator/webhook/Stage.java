package dev.bellhop.simulator.webhook;

import dev.bellhop.simulator.Dialect;
import dev.bellhop.simulator.Engine;
import dev.bellhop.simulator.Environment;
import dev.bellhop.simulator.RecordedScreen;
import dev.bellhop.simulator.Troubles;
import dev.bellhop.simulator.Workflow;
import dev.bellhop.simulator.wire.Header;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** An engine and a service, the callbacks between them over real HTTP, the time between them virtual. */
final class Stage implements AutoCloseable {

    private static final long SEED = 7;

    final StagedPace pace;
    final RecordedScreen screen = new RecordedScreen();
    final Caller caller = new Caller();
    final FakeTrigger service;
    final CallbackReceiver receiver;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Workflow workflow = Workflow.fresh(Dialect.LOGIC_APPS, "When_something_arrives", random);

    Stage(String script, int factor) {
        pace = new StagedPace(factor);
        service = new FakeTrigger(caller, pace);
        try {
            receiver = CallbackReceiver.open("127.0.0.1", 0, null, AnswerScript.parse(script), pace);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stage() {
        this("202", 1);
    }

    Engine engine(String... troubles) {
        return new Engine(
                workflow,
                List.of(new Header("X-Key", "k-secret")),
                Troubles.parse(List.of(troubles), SEED),
                new Environment(service, pace, screen, random));
    }

    /** An event arrives at the service so many seconds from now. */
    void event(int seconds, String body) {
        pace.in(Duration.ofSeconds(seconds), () -> service.deliver(body));
    }

    static WebhookSettings.Calls calls() {
        return WebhookSettings.Calls.at(FakeTrigger.SUBSCRIBE, FakeTrigger.UNSUBSCRIBE);
    }

    static WebhookSettings expecting(int events) {
        return settings(calls(), null, events, null);
    }

    static WebhookSettings during(int seconds) {
        return settings(calls(), null, null, Duration.ofSeconds(seconds));
    }

    static WebhookSettings settings(WebhookSettings.Calls calls, String secret, Integer expect, Duration duration) {
        return new WebhookSettings(
                calls, secret, expect, duration, WebhookSettings.BEAT_DEFAULT, WebhookSettings.SETTLE_DEFAULT);
    }

    WebhookReport run(WebhookSettings settings, String... troubles) {
        return new WebhookRun(engine(troubles), receiver, settings).run();
    }

    @Override
    public void close() {
        receiver.close();
        caller.close();
    }
}
