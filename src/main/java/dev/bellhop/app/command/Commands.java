package dev.bellhop.app.command;

import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** All commands, put together so that they look and behave alike. */
public final class Commands {

    private static final int WIDTH = 100;

    private Commands() {}

    public static CommandLine line() {
        CommandLine line = new CommandLine(new BellhopCommand());
        line.registerConverter(Duration.class, Durations::parse);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        describeExitCodes(line);
        line.setUsageHelpWidth(WIDTH);
        line.setAbbreviatedOptionsAllowed(false);
        line.setParameterExceptionHandler(Commands::usage);
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
        return line;
    }

    private static void describeExitCodes(CommandLine command) {
        command.getSubcommands().values().forEach(Commands::describeExitCodes);
        if (command.getSubcommands().isEmpty()) {
            command.getCommandSpec()
                    .usageMessage()
                    .exitCodeListHeading("%nExit codes:%n")
                    .exitCodeList(ExitCode.HELP);
        }
    }

    /** Says what is wrong and where help is, instead of printing all of the help. */
    private static int usage(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(command.getColorScheme().errorText(wrong.getMessage()));
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err)) {
            err.println("Try " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine command) {
        PrintWriter err = command.getErr();
        String what =
                e instanceof InterruptedException ? "stopped" : e.getClass().getSimpleName() + ": " + e.getMessage();
        err.println(command.getColorScheme().errorText(what));
        return ExitCode.FAILED;
    }

    static boolean coloured(CommandLine command) {
        Ansi ansi = command.getColorScheme().ansi();
        return ansi.enabled();
    }
}
