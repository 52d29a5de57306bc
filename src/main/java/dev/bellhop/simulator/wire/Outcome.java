package dev.bellhop.simulator.wire;

import java.util.Optional;

/** How a request ended. */
public sealed interface Outcome {

    /** With an answer, whatever it says. */
    record Answered(Answer answer) implements Outcome {}

    /** Without one: no connection, a broken one, or no answer in time. */
    record Unanswered(String reason) implements Outcome {}

    /** The answer, if there is one. */
    default Optional<Answer> answered() {
        return this instanceof Answered(Answer answer) ? Optional.of(answer) : Optional.empty();
    }

    /** The status, or why there is none. */
    default String inShort() {
        return switch (this) {
            case Answered(Answer answer) -> Integer.toString(answer.status());
            case Unanswered(String reason) -> "no answer (" + reason + ")";
        };
    }
}
