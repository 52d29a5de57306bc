package dev.bellhop.app.command.simulate;

import dev.bellhop.simulator.Pace;
import dev.bellhop.simulator.webhook.AnswerScript;
import dev.bellhop.simulator.webhook.CallbackReceiver;
import dev.bellhop.simulator.webhook.UnsubscribeForm;
import dev.bellhop.simulator.webhook.WebhookSettings;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How one subscribes, where callbacks are received, and how they are answered. */
final class ReceiverOptions {

    private static final Pattern ADDRESS =
            Pattern.compile("(?:(?<host>\\[[0-9a-fA-F:.]+]|[^:\\[\\]]+):)?(?<port>[0-9]{1,5})");
    private static final int PORT_MAX = 65_535;

    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

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

    @Option(
            names = "--listen",
            paramLabel = "[HOST:]PORT",
            defaultValue = "localhost:0",
            description = "Where to listen; port 0 is any free one (${DEFAULT-VALUE}).")
    String listen;

    @Option(
            names = "--callback-base",
            paramLabel = "URL",
            description = "How the service reaches this machine, if not at the address of --listen.")
    @Nullable
    String callbackBase;

    /** Refuses what cannot be meant, in the words of whoever noticed. */
    CallbackReceiver receiver(Pace pace) throws IOException {
        Matcher address = ADDRESS.matcher(listen);
        int port = address.matches() ? Integer.parseInt(address.group("port")) : PORT_MAX + 1;
        if (port > PORT_MAX) {
            throw wrong("--listen=" + listen + ": write HOST:PORT or PORT, such as 0.0.0.0:9000");
        }
        String host = address.group("host") == null ? "localhost" : address.group("host");
        try {
            return CallbackReceiver.open(host, port, callbackBase, AnswerScript.parse(answer), pace);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
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
