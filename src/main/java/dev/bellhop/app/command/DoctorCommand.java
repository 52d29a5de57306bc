package dev.bellhop.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.bellhop.simulator.Items;
import dev.bellhop.simulator.Tone;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.HttpWire;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import dev.bellhop.simulator.wire.Wire;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at a running Bellhop as its callers see it, and says what to mend.",
            "",
            "Is it reachable and ready? Does the Location it hands out lead back to it, through every proxy? Can each"
                    + " source be polled?"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  bellhop doctor", "  bellhop doctor --url https://bellhop.example.org/prefix --key $KEY"})
final class DoctorCommand implements Callable<Integer> {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    @Spec
    CommandSpec spec;

    @Mixin
    ServiceOptions service;

    private boolean fine = true;

    @Override
    public Integer call() throws InterruptedException {
        try (HttpWire wire = new HttpWire(ANSWER_MAX)) {
            Optional<Answer> health = get(wire, service.base() + "/q/health/ready");
            if (health.isEmpty()) {
                return ExitCode.UNREACHABLE;
            }
            ready(health.get());
            Optional<Answer> sources = get(wire, service.base() + "/sources");
            if (sources.isPresent() && !sources.get().isSuccess()) {
                bad("GET /sources: " + ServiceOptions.problem(sources.get()));
            }
            for (JsonNode source : sources.filter(Answer::isSuccess)
                    .flatMap(answer -> Items.json(answer.body()))
                    .map(json -> json.path("value"))
                    .orElse(MissingNode.getInstance())) {
                source(wire, source.path("name").asText());
            }
        }
        return fine ? ExitCode.FINE : ExitCode.NOT_FINE;
    }

    private void ready(Answer health) {
        if (health.isSuccess()) {
            good("reachable and ready");
            return;
        }
        bad("reachable, but not ready: " + Items.whole(health.body()).label());
    }

    /** A poll, and where its Location leads. */
    private void source(Wire wire, String name) throws InterruptedException {
        String poll = service.base() + "/triggers/"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20") + "/poll";
        Optional<Answer> first = get(wire, poll);
        if (first.isEmpty()) {
            return;
        }
        if (first.get().status() != 202 && first.get().status() != 200) {
            bad("source " + name + ": " + ServiceOptions.problem(first.get()));
            return;
        }
        String location = first.get().location().orElse("");
        if (!location.startsWith(poll)) {
            bad("source " + name + ": Location leads to " + shown(location) + ", but callers reach Bellhop at "
                    + service.base() + "; set bellhop.public-url=" + service.base()
                    + ", or bellhop.trusted-proxies if a proxy says it in forwarded headers");
            return;
        }
        Optional<Answer> next = get(wire, location);
        if (next.isPresent() && next.get().status() != 202 && next.get().status() != 200) {
            bad("source " + name + ": Location is answered " + next.get().status() + ": "
                    + ServiceOptions.problem(next.get()));
        } else if (next.isPresent()) {
            good("source " + name + " can be polled, and Location leads back here");
        }
    }

    private Optional<Answer> get(Wire wire, String url) throws InterruptedException {
        return switch (service.send(wire, Request.get(url))) {
            case Outcome.Answered(Answer answer) -> Optional.of(answer);
            case Outcome.Unanswered(String reason) -> {
                bad(shown(url) + " does not answer: " + reason);
                yield Optional.empty();
            }
        };
    }

    private static String shown(String url) {
        return url.isEmpty() ? "nowhere" : url.replaceFirst("\\?.*", "");
    }

    private void good(String text) {
        TerminalScreen.of(spec.commandLine()).line(Tone.GOOD, "ok      " + text);
    }

    private void bad(String text) {
        fine = false;
        TerminalScreen.of(spec.commandLine()).line(Tone.BAD, "broken  " + text);
    }
}
