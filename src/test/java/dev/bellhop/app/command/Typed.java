package dev.bellhop.app.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** A command as somebody typed it, and what came of it. */
record Typed(int code, String out, String err) {

    static Typed run(String... arguments) {
        return run(Ansi.OFF, arguments);
    }

    static Typed run(Ansi ansi, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Commands.line()
                .setColorScheme(Help.defaultColorScheme(ansi))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        return new Typed(line.execute(arguments), out.toString(), err.toString());
    }
}
