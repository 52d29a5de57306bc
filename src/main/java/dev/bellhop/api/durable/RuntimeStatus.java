package dev.bellhop.api.durable;

import dev.bellhop.operation.OperationStatus;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The states of Durable Functions, and those of operations that are shown as each. */
enum RuntimeStatus {
    RUNNING("Running"),
    COMPLETED("Completed"),
    /** No action does that. */
    CONTINUED_AS_NEW("ContinuedAsNew"),
    FAILED("Failed"),
    /** No instance ends so: whoever cancels one terminates it. */
    CANCELED("Canceled"),
    TERMINATED("Terminated"),
    PENDING("Pending"),
    SUSPENDED("Suspended");

    private final String text;

    RuntimeStatus(String text) {
        this.text = text;
    }

    static RuntimeStatus of(OperationStatus status) {
        return switch (status) {
            case PENDING -> PENDING;
            case RUNNING, WAITING -> RUNNING;
            case SUSPENDED -> SUSPENDED;
            case SUCCEEDED -> COMPLETED;
            case FAILED -> FAILED;
            case CANCELLED -> TERMINATED;
        };
    }

    /** Case does not count. */
    static Optional<RuntimeStatus> parse(String text) {
        return Stream.of(values())
                .filter(candidate -> candidate.text.equalsIgnoreCase(text))
                .findFirst();
    }

    /** As callers write and read it. */
    String text() {
        return text;
    }

    Set<OperationStatus> shownSo() {
        return Stream.of(OperationStatus.values())
                .filter(status -> of(status) == this)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether an instance stays so. */
    boolean isOver() {
        return this == COMPLETED || this == FAILED || this == CANCELED || this == TERMINATED;
    }
}
