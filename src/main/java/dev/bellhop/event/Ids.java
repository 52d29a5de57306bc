package dev.bellhop.event;

/** The only origin of new identifiers, so that a simulation can replay them. */
@FunctionalInterface
public interface Ids {

    /** A new identifier of 32 characters from {@code 0-9a-f}; practically unique. */
    String next();
}
