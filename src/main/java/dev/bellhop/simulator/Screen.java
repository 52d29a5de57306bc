package dev.bellhop.simulator;

/** Where a run shows what it sees, line by line. */
@FunctionalInterface
public interface Screen {

    void line(Tone tone, String text);
}
