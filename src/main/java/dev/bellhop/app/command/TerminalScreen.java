package dev.bellhop.app.command;

import dev.bellhop.simulator.Screen;
import dev.bellhop.simulator.Tone;
import java.io.PrintWriter;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** Shows lines on a terminal in colours, elsewhere without. */
public final class TerminalScreen implements Screen {

    private static final String RESET = "\u001b[0m";

    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}]");
    private static final Pattern STEERING_LINES = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\n\r\t]]");

    private final PrintWriter out;
    private final boolean coloured;

    TerminalScreen(PrintWriter out, boolean coloured) {
        this.out = out;
        this.coloured = coloured;
    }

    public static TerminalScreen of(CommandLine command) {
        return new TerminalScreen(command.getOut(), Commands.coloured(command));
    }

    /** The same for a command whose output is for programs: what it has to say goes beside that. */
    public static TerminalScreen beside(CommandLine command) {
        return new TerminalScreen(command.getErr(), Commands.coloured(command));
    }

    @Override
    public synchronized void line(Tone tone, String text) {
        // What came over the network must neither steer the terminal nor begin lines of its own.
        String harmless = STEERING.matcher(text).replaceAll("·");
        String colour = coloured ? colour(tone) : "";
        out.println(colour.isEmpty() ? harmless : colour + harmless + RESET);
        out.flush();
    }

    /** Text of several lines that cannot steer a terminal; where there is none, text as it is. */
    public String harmless(String text) {
        return coloured ? STEERING_LINES.matcher(text).replaceAll("·") : text;
    }

    private static String colour(Tone tone) {
        return switch (tone) {
            case PLAIN -> "";
            case TITLE -> "\u001b[1m";
            case GOOD -> "\u001b[32m";
            case WARNING -> "\u001b[33m";
            case BAD -> "\u001b[31m";
            case FAINT -> "\u001b[2m";
        };
    }
}
