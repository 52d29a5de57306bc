package dev.bellhop.subscription.options;

/** Unwinds the reading of options at the first thing that is wrong; never leaves this package. */
final class OptionsRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient WrittenOptions.Invalid outcome;

    OptionsRefused(WrittenOptions.Invalid outcome) {
        super(outcome.problem(), null, false, false);
        this.outcome = outcome;
    }

    static OptionsRefused at(String property, String wanted) {
        return new OptionsRefused(
                new WrittenOptions.Invalid(property, "The property '" + property + "' must be " + wanted + ".", 0));
    }

    WrittenOptions.Invalid outcome() {
        return outcome;
    }
}
