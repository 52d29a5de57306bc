package dev.bellhop.event;

import java.time.Instant;

/**
 * An event with its place in the log of its source.
 *
 * @param position 1, 2, 3 … without gaps; the order in which readers meet the events
 * @param recorded when it was committed; strictly increasing within a log, so that a time names a place in it
 */
public record Event(String source, long position, Instant recorded, CloudEvent what) {

    /** When it happened; the time of recording if the publisher named none. */
    public Instant time() {
        Instant published = what.time();
        return published == null ? recorded : published;
    }
}
