package dev.bellhop.app.command.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.bellhop.app.command.ExitCode;
import dev.bellhop.app.command.ServiceOptions;
import dev.bellhop.app.command.TerminalScreen;
import dev.bellhop.simulator.Items;
import dev.bellhop.simulator.Tone;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the keys of a running Bellhop: whose they are, what they allow, and when they were used last.",
            "",
            "The keys themselves nobody can list."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  bellhop keys list", "  bellhop keys list --url https://bellhop.example.org --key $KEY"})
final class ListKeysCommand implements Callable<Integer> {

    private static final List<String> HEAD =
            List.of("NAME", "ORIGIN", "RIGHTS", "SOURCES", "CREATED", "EXPIRES", "LAST USED");

    @Spec
    CommandSpec spec;

    @Mixin
    ServiceOptions service;

    @Override
    public Integer call() throws InterruptedException {
        KeysCall call = new KeysCall(service, TerminalScreen.of(spec.commandLine()));
        return call.send(Request.get(call.url()), answer -> show(call, answer));
    }

    private static int show(KeysCall call, Answer answer) {
        JsonNode keys =
                Items.json(answer.body()).map(json -> json.path("value")).orElse(MissingNode.getInstance());
        if (!keys.isArray()) {
            call.screen().line(Tone.BAD, "The answer has no keys in it. Is there a Bellhop at " + call.url() + "?");
            return ExitCode.NOT_FINE;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        keys.forEach(key -> rows.add(row(key)));
        List<Integer> widths = IntStream.range(0, HEAD.size())
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        for (List<String> row : rows) {
            call.screen().line(row.equals(HEAD) ? Tone.TITLE : Tone.PLAIN, line(row, widths));
        }
        return ExitCode.FINE;
    }

    private static List<String> row(JsonNode key) {
        return List.of(
                key.path("name").asText(),
                key.path("origin").asText(),
                joined(key.path("rights")),
                key.has("sources") ? joined(key.path("sources")) : "all",
                minute(key.path("created")),
                key.has("expires") ? minute(key.path("expires")) : "never",
                minute(key.path("lastUsed")));
    }

    private static String joined(JsonNode texts) {
        return StreamSupport.stream(texts.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(","));
    }

    /** The time to the minute, in UTC as it was answered. */
    private static String minute(JsonNode time) {
        String text = time.asText("");
        return text.isEmpty() ? "-" : text.replaceFirst("(T\\d\\d:\\d\\d):.*", "$1Z");
    }

    private static String line(List<String> row, List<Integer> widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> row.get(column)
                        + " ".repeat(widths.get(column) - row.get(column).length()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
