package dev.bellhop.event.filter;

import java.io.Serial;

/** Leads out of a parser; never leaves this package. */
final class FilterRefused extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int SHOWN_LENGTH_MAX = 30;

    /** The first character of the filter has 1. */
    private final int column;

    FilterRefused(int column, String problem) {
        super(problem, null, false, false);
        this.column = column;
    }

    EventFilter.Invalid outcome() {
        return new EventFilter.Invalid("At column " + column + ": " + getMessage(), column);
    }

    /** A piece of the filter, fit to stand in a problem. */
    static String shown(String piece) {
        String whole = piece.length() <= SHOWN_LENGTH_MAX ? piece : piece.substring(0, SHOWN_LENGTH_MAX) + '…';
        return '"' + whole.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?") + '"';
    }
}
