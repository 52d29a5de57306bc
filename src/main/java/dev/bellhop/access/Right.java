package dev.bellhop.access;

import java.util.Locale;
import java.util.Optional;

/** What a caller may be allowed to do. */
public enum Right {
    /** Poll triggers and read logs. */
    POLL,
    /** Subscribe and unsubscribe callbacks. */
    SUBSCRIBE,
    /** Publish events. */
    PUBLISH,
    /** List and read files, and write them together with {@link #PUBLISH}. */
    FILES,
    /** Start actions. */
    ACT,
    /** See and manage what belongs to others: subscriptions, dead letters, metrics. */
    OPERATE;

    /** As it is written in configuration. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The right of this name, in any case. */
    public static Optional<Right> of(String text) {
        for (Right right : values()) {
            if (right.name().equalsIgnoreCase(text.strip())) {
                return Optional.of(right);
            }
        }
        return Optional.empty();
    }
}
