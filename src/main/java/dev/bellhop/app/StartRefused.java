package dev.bellhop.app;

import io.quarkus.runtime.PreventFurtherStepsException;

/** Bellhop cannot start like this; the message says why and how to mend it, and is all that is printed. */
final class StartRefused {

    private static final int EXIT_CODE = 1;

    private StartRefused() {}

    static PreventFurtherStepsException because(String message) {
        return new PreventFurtherStepsException(
                "Bellhop cannot start:\n" + message.indent(2).stripTrailing(), EXIT_CODE);
    }
}
