package dev.bellhop.app.config;

import io.quarkus.runtime.LaunchMode;

/** Bellhop cannot start like this; the message says why and how to mend it, and is all that is printed. */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int EXIT_CODE = 1;

    private StartRefused(String message) {
        super(message);
    }

    /**
     * Ends the process at once with the message. Thrown instead, it would be buried under a stack trace, and an orderly
     * exit waits for a start that never ends. Nothing is lost: what was opened so far survives a crash.
     */
    public static StartRefused because(String message) {
        String text = "Bellhop cannot start:\n" + message.indent(2).stripTrailing();
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            System.err.println(text);
            Runtime.getRuntime().halt(EXIT_CODE);
        }
        return new StartRefused(text);
    }
}
