package dev.bellhop.app.command;

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

    /** The same, for the help of every command. */
    static final String HELP_FINE = "0:Everything is as it should be.";

    static final String HELP_NOT_FINE = "1:Something is not as it should be; the output says what.";
    static final String HELP_USAGE = "2:The command was written wrongly.";
    static final String HELP_UNREACHABLE = "3:Nobody answered.";

    private ExitCode() {}
}
