package dev.bellhop.simulator.check.rule;

import dev.bellhop.simulator.wire.Redaction;

/**
 * How one rule came out.
 *
 * @param seen what was actually seen, short and without secrets
 */
public record Finding(Rule rule, Result result, String seen) {

    public Finding {
        seen = Redaction.of(seen);
    }

    public boolean isBroken(Level level) {
        return result == Result.BROKEN && rule.level() == level;
    }
}
