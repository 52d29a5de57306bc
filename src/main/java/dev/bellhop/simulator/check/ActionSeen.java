package dev.bellhop.simulator.check;

import dev.bellhop.simulator.check.exchange.Exchange;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an asynchronous action was seen to do after its start was answered 202.
 *
 * @param repeated the same start again, as after a lost answer
 * @param statuses reads of the status, the first one at once
 * @param withoutKey a read without the key that the work was started with, if there was one
 * @param wrongKey a read with another key
 * @param reads further reads of the end; empty if there was none in time
 */
record ActionSeen(
        Exchange start,
        Exchange repeated,
        List<Exchange> statuses,
        Optional<Exchange> withoutKey,
        Optional<Exchange> wrongKey,
        List<Exchange> reads) {

    Exchange last() {
        return statuses.getLast();
    }

    /** All reads while the work was running. */
    List<Exchange> running() {
        return Stream.of(statuses.stream(), withoutKey.stream(), wrongKey.stream())
                .flatMap(all -> all)
                .filter(status -> status.is(202))
                .toList();
    }
}
