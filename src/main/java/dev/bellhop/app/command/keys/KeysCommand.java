package dev.bellhop.app.command.keys;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {NewKeyCommand.class, CreateKeyCommand.class, ListKeysCommand.class, RevokeKeyCommand.class},
        description = {
            "Makes API keys.",
            "",
            "The first one is configured (new); with it others can be created and revoked while Bellhop runs (create,"
                    + " list, revoke). Known by their hash, they stand nowhere but with whoever uses them."
        },
        commandListHeading = "%nCommands:%n")
public final class KeysCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: " + String.join(", ", spec.subcommands().keySet()));
    }
}
