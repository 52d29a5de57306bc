package dev.bellhop.app.command.simulate;

import dev.bellhop.simulator.Pace;
import dev.bellhop.simulator.webhook.AnswerScript;
import dev.bellhop.simulator.webhook.CallbackReceiver;
import dev.bellhop.simulator.webhook.UnsubscribeForm;
import dev.bellhop.simulator.webhook.WebhookSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How one subscribes, where callbacks are received, and how they are answered. */
final class ReceiverOptions {

    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    @Mixin
    ListenOptions listenOptions;

    @Option(
            names = "--body",
            paramLabel = "TEXT",
            defaultValue = WebhookSettings.Calls.BODY_DEFAULT,
            description = "What to subscribe with (${DEFAULT-VALUE}); @listCallbackUrl() alone is sent as text.")
    String body;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = WebhookSettings.Calls.METHOD_DEFAULT,
            description = "How to subscribe (${DEFAULT-VALUE}).")
    String method;

    @Option(names = "--unsubscribe", paramLabel = "URL", description = "Where to unsubscribe, beside the Location.")
    @Nullable
    String unsubscribe;

    @Option(
            names = "--answer",
            paramLabel = "SCRIPT",
            defaultValue = AnswerScript.TEXT_DEFAULT,
            description = "What callbacks are answered, in turn (${DEFAULT-VALUE}): 503x2,429/5,202 is twice 503, once"
                    + " 429 with Retry-After 5, then 202. Also slow, hang and reset.")
    String answer;

    CallbackReceiver receiver(Pace pace) {
        return listenOptions.receiver(answer, pace);
    }

    WebhookSettings.Calls calls(String url) {
        try {
            return new WebhookSettings.Calls(url, method, body, unsubscribe, List.of(UnsubscribeForm.values()));
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
