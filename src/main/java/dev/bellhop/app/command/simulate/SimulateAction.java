package dev.bellhop.app.command.simulate;

import dev.bellhop.app.command.ExitCode;
import dev.bellhop.simulator.action.ActionResult;
import dev.bellhop.simulator.action.ActionRun;
import dev.bellhop.simulator.action.ActionSettings;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "action",
        mixinStandardHelpOptions = true,
        description = {
            "Starts long work as an HTTP action does, and asks for its result until it is there.",
            "",
            "A 202 is polled at its Location after Retry-After. Anything else is the end: a 2xx is the result, the rest"
                    + " fails the step (408, 429 and 5xx after retries). The result is printed at the end."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bellhop simulate action http://localhost:9000/start --body '{\"order\":4711}'",
            "  bellhop simulate action URL --body '{}' --key $KEY --dialect power-automate",
            "      asks for the status without the key, as Power Automate does"
        })
final class SimulateAction implements Callable<Integer> {

    @Mixin
    EngineOptions engineOptions;

    @Parameters(paramLabel = "URL", description = "The URL that starts the work.")
    String url;

    @Option(
            names = "--body",
            paramLabel = "TEXT",
            defaultValue = "{}",
            description = "What to send (${DEFAULT-VALUE}).")
    String body;

    @Option(names = "--method", paramLabel = "METHOD", defaultValue = "POST", description = "How (${DEFAULT-VALUE}).")
    String method;

    @Option(
            names = "--repeat-key",
            negatable = true,
            description = "Whether the headers of --key and --header go to the status URL too; by default as the engine"
                    + " does it.")
    @Nullable
    Boolean repeatKey;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "1h",
            description = "How long the work may take (${DEFAULT-VALUE}).")
    Duration timeout;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!method.matches("[A-Za-z]+")) {
            throw engineOptions.wrong("--method '" + method + "': write a method such as POST or PUT");
        }
        String start = engineOptions.url(url);
        engineOptions.span("--timeout", timeout);
        return engineOptions.play("Working", "Do_something_long", EngineOptions.ON_THE_WAY, engine -> {
            Request request = Request.post(start, body).by(method).with(engine.keys());
            boolean repeated = repeatKey == null ? engineOptions.dialect.repeatsHeaders() : repeatKey;
            return code(new ActionRun(engine, new ActionSettings(request, repeated, timeout)).run());
        });
    }

    private int code(ActionResult result) {
        return switch (result) {
            case ActionResult.Succeeded succeeded -> {
                engineOptions.print(succeeded.answer().text());
                yield ExitCode.FINE;
            }
            case ActionResult.Failed(Outcome.Answered failed) -> {
                engineOptions.print(failed.answer().text());
                yield ExitCode.NOT_FINE;
            }
            case ActionResult.Failed(Outcome.Unanswered nobody) -> ExitCode.UNREACHABLE;
            case ActionResult.TimedOut timedOut -> ExitCode.NOT_FINE;
            case ActionResult.Stopped stopped -> ExitCode.NOT_FINE;
        };
    }
}
