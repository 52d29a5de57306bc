package dev.bellhop.event;

/** The only origin of new identifiers, so that a simulation can replay them. */
@FunctionalInterface
public interface Ids {

    /** A new identifier of 32 characters from {@code 0-9a-f}; practically unique, later ones mostly sort later. */
    String next();

    /** A few characters for people, unique enough to tell some things apart. */
    default String brief(int length) {
        String id = next();
        return id.substring(id.length() - length);
    }
}
