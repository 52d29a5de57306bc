package dev.bellhop.simulator.check.rule;

/**
 * One thing that is demanded of a service.
 *
 * @param id stable: people and machines name the rule by it
 * @param source where the demand stands
 */
public record Rule(String id, Level level, String title, String demand, String source) {

    static Rule breach(String id, String title, String demand, String source) {
        return new Rule(id, Level.BREACH, title, demand, source);
    }

    static Rule advice(String id, String title, String demand, String source) {
        return new Rule(id, Level.ADVICE, title, demand, source);
    }

    /** The same rule where something else makes up for breaking it. */
    public Rule asAdvice() {
        return new Rule(id, Level.ADVICE, title, demand, source);
    }
}
