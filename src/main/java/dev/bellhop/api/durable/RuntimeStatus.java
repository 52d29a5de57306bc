package dev.bellhop.api.durable;

import dev.bellhop.operation.OperationStatus;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The states of Durable Functions, and those of operations that are shown as each. */
enum RuntimeStatus {
    RUNNING("Running", OperationStatus.RUNNING, OperationStatus.WAITING),
    COMPLETED("Completed", OperationStatus.SUCCEEDED),
    /** No action does that. */
    CONTINUED_AS_NEW("ContinuedAsNew"),
    FAILED("Failed", OperationStatus.FAILED),
    /** No instance ends so: whoever cancels one terminates it. */
    CANCELED("Canceled"),
    TERMINATED("Terminated", OperationStatus.CANCELLED),
    PENDING("Pending", OperationStatus.PENDING),
    SUSPENDED("Suspended", OperationStatus.SUSPENDED);

    private final String text;
    private final Set<OperationStatus> shownSo;

    RuntimeStatus(String text, OperationStatus... shownSo) {
        this.text = text;
        this.shownSo = Set.of(shownSo);
    }

    static RuntimeStatus of(OperationStatus status) {
        return Stream.of(values())
                .filter(candidate -> candidate.shownSo.contains(status))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(status + " is shown as nothing"));
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
        return shownSo;
    }

    /** Whether an instance stays so. */
    boolean isOver() {
        return this == COMPLETED || this == FAILED || this == CANCELED || this == TERMINATED;
    }
}
