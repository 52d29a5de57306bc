package dev.bellhop.simulator.check;

import dev.bellhop.simulator.Dialect;
import dev.bellhop.simulator.Engine;
import dev.bellhop.simulator.Engines;
import dev.bellhop.simulator.Environment;
import dev.bellhop.simulator.Troubles;
import dev.bellhop.simulator.VirtualPace;
import dev.bellhop.simulator.check.feed.FolderFeed;
import dev.bellhop.simulator.check.feed.HttpFeed;
import dev.bellhop.simulator.check.rule.Finding;
import dev.bellhop.simulator.check.rule.Result;
import dev.bellhop.simulator.webhook.AnswerScript;
import dev.bellhop.simulator.webhook.CallbackReceiver;
import dev.bellhop.simulator.webhook.SignatureCheck;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Checks of services that live in the test, in virtual time. */
final class Checks {

    static final Header KEY = new Header("x-api-key", "right");

    private Wire service = request -> {
        throw new IllegalStateException("no service yet");
    };
    private final Engines engines = new Engines(request -> service.send(request));
    private final Engine engine = engines.engine(Dialect.LOGIC_APPS, Troubles.none(), KEY);

    private Checks(Function<VirtualPace, Wire> service) {
        this.service = service.apply(engines.pace);
    }

    static Verdict poll(Function<VirtualPace, Wire> service) throws InterruptedException {
        Checks checks = new Checks(service);
        return Conformance.check(
                CheckSettings.of(new Subject.Poll(PollService.POLL))
                        .feeding(new HttpFeed(PollService.PUBLISH, List.of(), checks.engine.environment())),
                checks.engine);
    }

    static Verdict folder(Wire service, Path folder) throws InterruptedException {
        Checks checks = new Checks(pace -> service);
        try (FolderFeed feed = new FolderFeed(folder, checks.engine.environment())) {
            return Conformance.check(
                    CheckSettings.of(new Subject.Poll(PollService.POLL)).feeding(feed), checks.engine);
        }
    }

    static Verdict settings(Function<VirtualPace, Wire> service, CheckSettings settings) throws InterruptedException {
        return Conformance.check(settings, new Checks(service).engine);
    }

    static Verdict settings(Function<VirtualPace, Wire> service, Function<Environment, CheckSettings> settings)
            throws InterruptedException {
        Checks checks = new Checks(service);
        return Conformance.check(settings.apply(checks.engine.environment()), checks.engine);
    }

    static Verdict job(Function<VirtualPace, Wire> service) throws InterruptedException {
        return settings(service, CheckSettings.of(new Subject.Action(JobService.START, "{\"file\":\"a.pdf\"}")));
    }

    static Verdict hook(Function<VirtualPace, Wire> service) throws IOException, InterruptedException {
        return hook(service, Optional.of(HookService.UNSUBSCRIBE));
    }

    static Verdict hook(Function<VirtualPace, Wire> service, Optional<String> unsubscribeUrl)
            throws IOException, InterruptedException {
        Checks checks = new Checks(service);
        AnswerScript answers = AnswerScript.parse(Subject.Webhook.ANSWERS);
        try (CallbackReceiver receiver = CallbackReceiver.open("127.0.0.1", 0, null, answers, checks.engines.pace)) {
            Subject subject = new Subject.Webhook(
                    HookService.SUBSCRIBE,
                    Subject.Webhook.BODY_DEFAULT,
                    unsubscribeUrl,
                    Optional.of(new SignatureCheck(HookService.SECRET)),
                    receiver);
            return Conformance.check(
                    CheckSettings.of(subject)
                            .waiting(Duration.ofSeconds(10))
                            .feeding(new HttpFeed(HookService.PUBLISH, List.of(), checks.engine.environment())),
                    checks.engine);
        }
    }

    static Set<String> broken(Verdict verdict) {
        return verdict.findings().stream()
                .filter(finding -> finding.result() == Result.BROKEN)
                .map(finding -> finding.rule().id())
                .collect(Collectors.toSet());
    }

    static Finding finding(Verdict verdict, String rule) {
        return verdict.findings().stream()
                .filter(finding -> finding.rule().id().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    /** For the message of a failed assertion. */
    static String told(Verdict verdict) {
        return verdict.findings().stream()
                .map(finding -> finding.result() + " " + finding.rule().id() + ": " + finding.seen())
                .collect(Collectors.joining("\n"));
    }
}
