package dev.bellhop.app.command;

import dev.bellhop.simulator.Screen;
import dev.bellhop.simulator.Tone;
import java.io.PrintWriter;
import picocli.CommandLine;

/** Shows lines on a terminal in colours, elsewhere without. */
public final class TerminalScreen implements Screen {

    private static final String RESET = "\u001b[0m";

    private final PrintWriter out;
    private final boolean coloured;

    TerminalScreen(PrintWriter out, boolean coloured) {
        this.out = out;
        this.coloured = coloured;
    }

    public static TerminalScreen of(CommandLine command) {
        return new TerminalScreen(command.getOut(), Commands.coloured(command));
    }

    @Override
    public synchronized void line(Tone tone, String text) {
        // What came over the network must not steer the terminal.
        String harmless = text.replaceAll("\\p{Cntrl}", "·");
        String colour = coloured ? colour(tone) : "";
        out.println(colour.isEmpty() ? harmless : colour + harmless + RESET);
        out.flush();
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
