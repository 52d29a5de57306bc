package dev.bellhop.source.disposal;

import io.smallrye.mutiny.Uni;
import java.util.OptionalLong;

/** Those whose place in the log Bellhop keeps: the subscriptions. Polling callers keep their own. */
@FunctionalInterface
public interface Readers {

    /**
     * The last position of the source that every subscription is done with, and all before it. One that is paused or
     * fails is not; neither is one with a dead letter, which may still be driven again. Empty if there are none.
     */
    Uni<OptionalLong> settledUpTo(String source);
}
