package dev.bellhop.app.command.simulate;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SimulatePoll.class,
            SimulateWebhook.class,
            SimulateAction.class,
            SimulateWebhookAction.class,
            SimulateCheck.class
        },
        description = {
            "A small Logic Apps engine on your desk: plays the caller's side against any URL, Bellhop's or not.",
            "",
            "It sends what engines send, waits as they wait, retries as they retry, and can be troubled as they are."
        },
        commandListHeading = "%nCommands:%n")
public final class SimulateCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Say what to simulate: " + String.join(", ", spec.subcommands().keySet()));
    }
}
