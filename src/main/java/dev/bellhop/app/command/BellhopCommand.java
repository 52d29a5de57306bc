package dev.bellhop.app.command;

import dev.bellhop.app.command.keys.KeysCommand;
import dev.bellhop.app.command.simulate.SimulateCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What {@code bellhop} does without a command: it serves. */
@Command(
        name = "bellhop",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {
            ServeCommand.class,
            SimulateCommand.class,
            DoctorCommand.class,
            KeysCommand.class,
            LintCommand.class,
            RedriveCommand.class
        },
        description = {
            "Files and events as triggers for Logic Apps, Power Automate and anything that speaks HTTP.",
            "",
            "Without a command it starts the service."
        },
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  bellhop                                     starts the service",
            "  bellhop simulate poll URL                   polls URL as a Logic App does",
            "  bellhop simulate check URL                  says what a Logic App would stumble over",
            "",
            "bellhop COMMAND --help says more about each command."
        })
final class BellhopCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return new ServeCommand().call();
    }
}
