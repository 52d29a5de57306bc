package dev.bellhop.operation;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an operation is in its life.
 *
 * <pre>
 * PENDING ──claimed──▶ RUNNING ──parked──▶ WAITING ──due, event──▶ RUNNING
 *     │                   │                   │
 *     └──── suspended ────┴──▶ SUSPENDED ◀────┘   resumed ──▶ where it came from
 *
 * any of these ──▶ SUCCEEDED | FAILED | CANCELLED, whichever is stored first; never left again
 * </pre>
 */
public enum OperationStatus {
    PENDING,
    RUNNING,
    WAITING,
    SUSPENDED,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** As written for callers and kept in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<OperationStatus> of(String text) {
        return Stream.of(values()).filter(status -> status.text().equals(text)).findFirst();
    }

    public boolean isOver() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
