package dev.bellhop.app.command.simulate;

import dev.bellhop.simulator.Pace;
import dev.bellhop.simulator.webhook.AnswerScript;
import dev.bellhop.simulator.webhook.CallbackReceiver;
import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where callbacks are received. */
final class ListenOptions {

    private static final Pattern ADDRESS =
            Pattern.compile("(?:(?<host>\\[[0-9a-fA-F:.]+]|[^:\\[\\]]+):)?(?<port>[0-9]{1,5})");
    private static final int PORT_MAX = 65_535;

    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

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

    /**
     * Opens the receiver; refuses what cannot be meant, in the words of whoever noticed.
     *
     * @param answers what callbacks are answered, in turn
     */
    CallbackReceiver receiver(String answers, Pace pace) {
        Matcher address = ADDRESS.matcher(listen);
        int port = address.matches() ? Integer.parseInt(address.group("port")) : PORT_MAX + 1;
        if (port > PORT_MAX) {
            throw wrong("--listen=" + listen + ": write HOST:PORT or PORT, such as 0.0.0.0:9000");
        }
        String host = address.group("host") == null ? "localhost" : address.group("host");
        try {
            return CallbackReceiver.open(host, port, callbackBase, AnswerScript.parse(answers), pace);
        } catch (IOException | UnresolvedAddressException e) {
            throw wrong("--listen=" + listen + ": cannot listen there ("
                    + Objects.requireNonNullElse(e.getMessage(), "unknown host") + ")");
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
