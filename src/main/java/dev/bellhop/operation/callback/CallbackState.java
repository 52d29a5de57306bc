package dev.bellhop.operation.callback;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far the callback of an operation is.
 *
 * <pre>
 * WAITING ──the operation ends──▶ PENDING ──taken──▶ DELIVERED
 *     │                            │    ▲
 *     │                     given up    redriven
 *     │                            ▼    │
 *     └──unsubscribed──▶ DROPPED ◀── DEAD
 * </pre>
 */
public enum CallbackState {
    /** The operation is not over. */
    WAITING,
    /** The operation is over, and its callback does not have the result yet. */
    PENDING,
    DELIVERED,
    /** Given up, with a reason; it can be driven again. */
    DEAD,
    /** Whoever subscribed took it back. */
    DROPPED;

    /** As written for callers and kept in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<CallbackState> of(String text) {
        return Stream.of(values()).filter(state -> state.text().equals(text)).findFirst();
    }

    /** Whether somebody is still to be told: then the same URL again means the same operation. */
    public boolean isOpen() {
        return this == WAITING || this == PENDING;
    }
}
