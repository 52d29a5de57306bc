package dev.bellhop.simulator.check.rule;

/** What breaking a rule means. */
public enum Level {
    /** Engines lose or repeat items, fail, or stop because of it. */
    BREACH,
    /** It works, but costs more or breaks sooner than it need. */
    ADVICE
}
