package dev.bellhop.event.filter;

import java.util.List;

/** A filter, read. {@code NOT LIKE} and {@code NOT IN} are a {@link Not} around what is negated. */
sealed interface Condition {

    /** @param parts at least two */
    record Logic(Connective connective, List<Condition> parts) implements Condition {}

    record Not(Condition negated) implements Condition {}

    record Compare(Operand left, Comparison comparison, Operand right) implements Condition {}

    record Like(Operand operand, LikePattern pattern) implements Condition {}

    record In(Operand operand, List<Value> values) implements Condition {}

    record Exists(Operand.Reference reference) implements Condition {}

    /** A truth value by itself, such as {@code data.urgent}. */
    record Holds(Operand operand) implements Condition {}

    /** From the one that binds weakest to the one that binds strongest. */
    enum Connective {
        OR,
        XOR,
        AND
    }

    /** What a condition says about an event. As in SQL, what is not there is neither equal nor unequal to anything. */
    enum Verdict {
        YES,
        NO,
        UNDECIDED;

        static Verdict of(boolean truth) {
            return truth ? YES : NO;
        }

        Verdict negated() {
            return switch (this) {
                case YES -> NO;
                case NO -> YES;
                case UNDECIDED -> UNDECIDED;
            };
        }

        Verdict xor(Verdict other) {
            return this == UNDECIDED || other == UNDECIDED ? UNDECIDED : of(this != other);
        }
    }
}
