package dev.bellhop.app.command.simulate;

import dev.bellhop.app.command.ExitCode;
import dev.bellhop.simulator.Trouble;
import dev.bellhop.simulator.webhook.CallbackReceiver;
import dev.bellhop.simulator.webhook.WebhookReport;
import dev.bellhop.simulator.webhook.WebhookRun;
import dev.bellhop.simulator.webhook.WebhookSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "webhook",
        mixinStandardHelpOptions = true,
        description = {
            "Subscribes as a webhook trigger does, and shows what is posted.",
            "",
            "The callback URL has the shape that engines give it, and counts byte for byte. In the end, on Ctrl-C too,"
                    + " it is taken back by every form that engines use."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bellhop simulate webhook http://127.0.0.1:8080/triggers/inbox/subscribe",
            "      waits for what comes from now on, until Ctrl-C",
            "  bellhop simulate webhook URL --answer 503x2,202 --expect 1",
            "      refuses the first event twice and takes it then",
            "  bellhop simulate webhook URL --body '@listCallbackUrl()' --unsubscribe URL2 --for 10m",
            "      subscribes with nothing but the URL, as text"
        })
final class SimulateWebhook implements Callable<Integer> {

    @Mixin
    EngineOptions engineOptions;

    @Mixin
    ReceiverOptions receiverOptions;

    @Parameters(paramLabel = "URL", description = "Where to subscribe.")
    String url;

    @Option(
            names = "--secret",
            paramLabel = "SECRET",
            description =
                    "Verifies signatures (Standard Webhooks, whsec_… or whpk_…); without it the one that the service makes.")
    @Nullable
    String secret;

    @Option(names = "--expect", paramLabel = "N", description = "Stop after so many different events.")
    @Nullable
    Integer expect;

    @Option(names = "--for", paramLabel = "DURATION", description = "Stop after so much of the engine's time.")
    @Nullable
    Duration time;

    @Option(
            names = "--beat",
            paramLabel = "DURATION",
            defaultValue = "10s",
            description = "How often a trouble may strike (${DEFAULT-VALUE}).")
    Duration beat;

    @Override
    public Integer call() throws IOException, InterruptedException {
        engineOptions.span("--beat", beat);
        if (time != null) {
            engineOptions.span("--for", time);
        }
        WebhookSettings settings = settings();
        return engineOptions.play("Subscribing", "When_something_arrives", EnumSet.allOf(Trouble.class), engine -> {
            try (CallbackReceiver receiver =
                    receiverOptions.receiver(engine.environment().pace())) {
                WebhookReport report = new WebhookRun(engine, receiver, settings).run();
                report.show(engine.environment().screen());
                return report.unreachable()
                        ? ExitCode.UNREACHABLE
                        : report.isFine() ? ExitCode.FINE : ExitCode.NOT_FINE;
            }
        });
    }

    private WebhookSettings settings() {
        WebhookSettings.Calls calls = receiverOptions.calls(url);
        try {
            // What should not come takes its time whatever the pace of the engine.
            Duration settle = WebhookSettings.SETTLE_DEFAULT.multipliedBy(engineOptions.factor());
            return new WebhookSettings(calls, secret, expect, time, beat, settle);
        } catch (IllegalArgumentException e) {
            throw engineOptions.wrong(String.valueOf(e.getMessage()));
        }
    }
}
