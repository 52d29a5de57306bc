package dev.bellhop.app.command.keys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellhop.app.command.Durations;
import dev.bellhop.app.command.ExitCode;
import dev.bellhop.app.command.ServiceOptions;
import dev.bellhop.app.command.TerminalScreen;
import dev.bellhop.simulator.Items;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Request;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = {
            "Creates a key in a running Bellhop, in server mode. It is valid at once, on every instance within two"
                    + " seconds.",
            "",
            "The key alone goes to the standard output, this once. It needs a key with the right operate, and cannot"
                    + " give more than that one has."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bellhop keys create shop --rights publish --sources orders",
            "  bellhop keys create trial --rights poll --expires 90d > trial.key"
        })
final class CreateKeyCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    ServiceOptions service;

    @Mixin
    KeyOptions wanted;

    @Option(
            names = "--expires",
            paramLabel = "WHEN",
            description = "After how long it ends (90d, 12h), or at which time (2027-01-31T00:00:00Z). Never, if you do"
                    + " not say.")
    @Nullable
    String expires;

    @Option(
            names = "--requests-per-second",
            paramLabel = "NUMBER",
            description =
                    "What its holders may make together; 0 for any number. As many as any key, if you do not" + " say.")
    @Nullable
    Integer requestsPerSecond;

    @Override
    public Integer call() throws InterruptedException {
        KeysCall call = new KeysCall(service, TerminalScreen.beside(spec.commandLine()));
        return call.send(Request.post(call.url(), body()), this::show);
    }

    /** Only the key, so that it can be piped; the rest is for people. */
    private int show(Answer answer) {
        String key = Items.json(answer.body())
                .map(json -> json.path("key"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .orElse("");
        PrintWriter err = spec.commandLine().getErr();
        if (!key.matches("[!-~]+")) {
            err.println("The answer has no key in it. Is there a Bellhop at " + service.base() + "?");
            return ExitCode.NOT_FINE;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(key);
        out.flush();
        err.println("The key of " + wanted.name() + ", to be sent as x-api-key. It is shown this once.");
        return ExitCode.FINE;
    }

    private String body() {
        List<String> fields = new ArrayList<>();
        fields.add("\"name\":" + Items.quoted(wanted.name()));
        fields.add("\"rights\":" + array(wanted.rights()));
        if (!wanted.sources.isEmpty()) {
            fields.add("\"sources\":" + array(wanted.sources));
        }
        if (expires != null) {
            fields.add("\"expires\":" + Items.quoted(time(expires).toString()));
        }
        if (requestsPerSecond != null) {
            fields.add("\"requestsPerSecond\":" + requestsPerSecond);
        }
        return "{" + String.join(",", fields) + "}";
    }

    private Instant time(String text) {
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : Instant.now().plus(Durations.parse(text));
        } catch (DateTimeException | TypeConversionException e) {
            throw wanted.wrong("--expires=" + text + ": write for example 90d, 12h or 2027-01-31T00:00:00Z");
        }
    }

    private static String array(List<String> texts) {
        return texts.stream().map(Items::quoted).collect(Collectors.joining(",", "[", "]"));
    }
}
