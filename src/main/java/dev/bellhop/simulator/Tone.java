package dev.bellhop.simulator;

/** How a line is meant, for whoever shows it in colours. */
public enum Tone {
    PLAIN,
    TITLE,
    GOOD,
    WARNING,
    BAD,
    FAINT
}
