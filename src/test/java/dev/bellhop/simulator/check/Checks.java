package dev.bellhop.simulator.check;

import dev.bellhop.simulator.Dialect;
import dev.bellhop.simulator.Engine;
import dev.bellhop.simulator.Engines;
import dev.bellhop.simulator.Troubles;
import dev.bellhop.simulator.VirtualPace;
import dev.bellhop.simulator.check.feed.HttpFeed;
import dev.bellhop.simulator.check.rule.Finding;
import dev.bellhop.simulator.check.rule.Result;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.Wire;
import java.util.List;
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

    static Verdict settings(Function<VirtualPace, Wire> service, CheckSettings settings) throws InterruptedException {
        return Conformance.check(settings, new Checks(service).engine);
    }

    static Verdict job(Function<VirtualPace, Wire> service) throws InterruptedException {
        return settings(service, CheckSettings.of(new Subject.Action(JobService.START, "{\"file\":\"a.pdf\"}")));
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
