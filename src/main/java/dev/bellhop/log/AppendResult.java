package dev.bellhop.log;

import java.time.Instant;

/** What became of one event that was to be appended. */
public sealed interface AppendResult {

    /** It is new and stands at this position. */
    record Appended(long position, Instant recorded) implements AppendResult {}

    /** The log had it already; nothing was written. */
    record AlreadyKnown() implements AppendResult {}
}
