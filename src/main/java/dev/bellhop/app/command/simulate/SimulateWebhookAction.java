package dev.bellhop.app.command.simulate;

import dev.bellhop.app.command.ExitCode;
import dev.bellhop.simulator.webhook.CallbackReceiver;
import dev.bellhop.simulator.webhook.WebhookActionRun;
import dev.bellhop.simulator.webhook.WebhookSettings;
import dev.bellhop.simulator.wire.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "webhook-action",
        mixinStandardHelpOptions = true,
        description = {
            "Starts long work as a webhook action does, and waits for its one callback.",
            "",
            "The callback URL can be used once. It is taken back after it was called, when the time is over, and on"
                    + " Ctrl-C. What was posted is printed at the end."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bellhop simulate webhook-action http://localhost:9000/subscribe \\",
            "      --body '{\"callbackUrl\":\"@{listCallbackUrl()}\",\"input\":{}}' --timeout 5m"
        })
final class SimulateWebhookAction implements Callable<Integer> {

    @Mixin
    EngineOptions engineOptions;

    @Mixin
    ReceiverOptions receiverOptions;

    @Parameters(paramLabel = "URL", description = "Where to subscribe.")
    String url;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "1h",
            description = "How long the work may take (${DEFAULT-VALUE}).")
    Duration timeout;

    @Override
    public Integer call() throws IOException, InterruptedException {
        WebhookSettings.Calls calls = receiverOptions.calls(url);
        return engineOptions.play("Working", "Do_something_long", EngineOptions.ON_THE_WAY, engine -> {
            try (CallbackReceiver receiver =
                    receiverOptions.receiver(engine.environment().pace())) {
                WebhookActionRun run = new WebhookActionRun(engine, receiver, calls, timeout);
                int code = code(run.run());
                return code == ExitCode.FINE && run.complaints() > 0 ? ExitCode.NOT_FINE : code;
            }
        });
    }

    private int code(WebhookActionRun.Result result) {
        return switch (result) {
            case WebhookActionRun.Result.Called(var callback) -> {
                engineOptions.print(callback.text());
                yield ExitCode.FINE;
            }
            case WebhookActionRun.Result.SubscribeFailed(Outcome.Unanswered nobody) -> ExitCode.UNREACHABLE;
            case WebhookActionRun.Result.SubscribeFailed(Outcome.Answered refused) -> ExitCode.NOT_FINE;
            case WebhookActionRun.Result.TimedOut() -> ExitCode.NOT_FINE;
            case WebhookActionRun.Result.Interrupted() -> ExitCode.NOT_FINE;
        };
    }
}
