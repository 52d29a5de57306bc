package dev.bellhop.simulator.check;

import dev.bellhop.simulator.check.rule.ActionRules;
import dev.bellhop.simulator.check.rule.PollRules;
import dev.bellhop.simulator.check.rule.Rule;
import java.util.List;

/** What is checked. */
public sealed interface Subject {

    /** As it was given. */
    String url();

    /** A polling trigger. */
    record Poll(String url) implements Subject {}

    /**
     * An asynchronous action. The check starts it twice with the same tracking headers and {@code Idempotency-Key}.
     *
     * @param body what the work is started with
     */
    record Action(String url, String body) implements Subject {}

    /** What is demanded, in the order of the report. */
    default List<Rule> rules() {
        return switch (this) {
            case Poll poll -> PollRules.ALL;
            case Action action -> ActionRules.ALL;
        };
    }

    /** The word that the command line has for it. */
    default String kind() {
        return switch (this) {
            case Poll poll -> "poll";
            case Action action -> "action";
        };
    }
}
