package dev.bellhop.simulator.check.rule;

/** How a rule came out. */
public enum Result {
    KEPT,
    BROKEN,
    /** It could not be observed; what was seen says why. */
    NOT_SEEN
}
