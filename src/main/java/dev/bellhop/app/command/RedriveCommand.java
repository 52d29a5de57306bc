package dev.bellhop.app.command;

import dev.bellhop.simulator.Items;
import dev.bellhop.simulator.Tone;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.HttpWire;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "redrive",
        mixinStandardHelpOptions = true,
        description = {
            "Sends dead letters again: deliveries that Bellhop has given up.",
            "",
            "Without an option all of them. Every event keeps its id."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  bellhop redrive", "  bellhop redrive --subscription 01a2… --before 2026-11-20T00:00:00Z"})
final class RedriveCommand implements Callable<Integer> {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);

    @Spec
    CommandSpec spec;

    @Mixin
    ServiceOptions service;

    @Option(names = "--subscription", paramLabel = "ID", description = "Only those of this subscription.")
    @Nullable
    String subscription;

    @Option(names = "--id", paramLabel = "EVENT", description = "Only this event. Can be repeated.")
    List<String> ids = new ArrayList<>();

    @Option(names = "--before", paramLabel = "TIME", description = "Only those given up before this time.")
    @Nullable
    String before;

    @Override
    public Integer call() throws InterruptedException {
        Request request = Request.post(service.base() + "/dead-letters/redrive", body());
        TerminalScreen screen = TerminalScreen.of(spec.commandLine());
        try (HttpWire wire = new HttpWire(ANSWER_MAX)) {
            return switch (service.send(wire, request)) {
                case Outcome.Unanswered(String reason) -> {
                    screen.line(Tone.BAD, service.base() + " does not answer: " + reason);
                    yield ExitCode.UNREACHABLE;
                }
                case Outcome.Answered(Answer answer) -> {
                    screen.line(
                            answer.isSuccess() ? Tone.GOOD : Tone.BAD,
                            answer.isSuccess() ? count(answer) : ServiceOptions.problem(answer));
                    yield answer.isSuccess() ? ExitCode.FINE : ExitCode.NOT_FINE;
                }
            };
        }
    }

    private static String count(Answer answer) {
        long count = Items.json(answer.body())
                .map(json -> json.path("redriven").asLong())
                .orElse(0L);
        return count == 1 ? "1 dead letter is sent again" : count + " dead letters are sent again";
    }

    private String body() {
        List<String> fields = new ArrayList<>();
        if (subscription != null) {
            fields.add("\"subscription\":" + quoted(subscription));
        }
        if (!ids.isEmpty()) {
            fields.add("\"ids\":[" + ids.stream().map(RedriveCommand::quoted).collect(Collectors.joining(",")) + "]");
        }
        if (before != null) {
            fields.add("\"before\":" + quoted(time(before)));
        }
        return "{" + String.join(",", fields) + "}";
    }

    private String time(String text) {
        try {
            return Instant.parse(text).toString();
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(), "--before=" + text + ": write a time such as 2026-11-20T10:00:00Z");
        }
    }

    private static String quoted(String text) {
        return Items.quoted(text);
    }
}
