package dev.bellhop.app.command;

import java.util.Map;
import java.util.TreeMap;

/** What a command tells the shell. */
public final class ExitCode {

    /** Everything is as it should be. */
    public static final int FINE = 0;
    /** What was looked at is not as it should be. */
    public static final int NOT_FINE = 1;
    /** The command was written wrongly. */
    public static final int USAGE = 2;
    /** What was to be looked at cannot be reached. */
    public static final int UNREACHABLE = 3;

    /** The command itself could not be carried out. */
    public static final int FAILED = 4;

    /** What the help of every command says about them. */
    static final Map<String, String> HELP = new TreeMap<>(Map.of(
            "0", "Everything is as it should be.",
            "1", "Something is not, and the output says what.",
            "2", "The command was written wrongly.",
            "3", "Nobody answered.",
            "4", "The command itself could not be carried out, for example a file could not be written."));

    private ExitCode() {}
}
