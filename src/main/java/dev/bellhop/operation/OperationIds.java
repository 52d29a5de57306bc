package dev.bellhop.operation;

import java.util.Optional;

/** Which ids a caller may choose for an operation: those of Durable Functions. */
public final class OperationIds {

    public static final int LENGTH_MAX = 256;

    private static final String FORBIDDEN = "/\\#?";

    private OperationIds() {}

    /** What is wrong with the id, if anything is: the rest of a sentence about it. */
    public static Optional<String> flaw(String id) {
        if (id.isEmpty()) {
            return Optional.of("must not be empty");
        }
        if (id.length() > LENGTH_MAX) {
            return Optional.of("must have at most " + LENGTH_MAX + " characters");
        }
        if (id.startsWith("@")) {
            return Optional.of("must not begin with @");
        }
        return id.chars().anyMatch(c -> FORBIDDEN.indexOf(c) >= 0 || Character.isISOControl(c))
                ? Optional.of("must not have the characters / \\ # ? or control characters in it")
                : Optional.empty();
    }
}
