package dev.bellhop.simulator.check;

import dev.bellhop.simulator.Items;
import dev.bellhop.simulator.check.exchange.Exchange;
import dev.bellhop.simulator.check.feed.Expected;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a polling trigger was seen to do.
 *
 * @param earlier the first poll of another workflow, made before anything happened
 * @param drain one workflow from its first poll on
 * @param idle further polls when nothing more came
 * @param reread the first answer with an item, asked for again when all was over
 * @param other the other workflow from its first poll on, when all was over
 * @param tampered polls with states that nobody gave out
 */
record PollSeen(
        Exchange earlier,
        Expected expected,
        Drain drain,
        List<Exchange> idle,
        Optional<Repeat> reread,
        Drain other,
        List<Tampered> tampered) {

    /** The same request twice. */
    record Repeat(Exchange once, Exchange again) {}

    /** @param invented whether the state cannot be one that was ever given out */
    record Tampered(String how, boolean invented, Exchange exchange) {}

    /** Why a workflow stopped following Location. */
    enum End {
        NOTHING_NEW,
        STATE_STANDS,
        STILL_FULL,
        NO_POLL
    }

    /** One workflow that follows Location. */
    record Drain(List<Exchange> polls, List<Repeat> repeats, End end) {

        Exchange last() {
            return polls.getLast();
        }

        List<Exchange> fired() {
            return fired(polls);
        }

        static List<Exchange> fired(List<Exchange> polls) {
            return polls.stream().filter(poll -> poll.is(200)).toList();
        }
    }

    static List<String> items(List<Exchange> polls) {
        return Drain.fired(polls).stream()
                .flatMap(poll -> Items.texts(poll.body()).stream())
                .toList();
    }

    /** All polls of the first workflow that followed Location. */
    List<Exchange> followed() {
        return Stream.concat(drain.polls().stream(), idle.stream()).toList();
    }

    /** Everything that must have been answered as a poll is. */
    List<Exchange> polls() {
        return Stream.of(
                        List.of(earlier),
                        followed(),
                        drain.repeats().stream().map(Repeat::again).toList(),
                        reread.map(Repeat::again).stream().toList(),
                        other.polls())
                .flatMap(List::stream)
                .toList();
    }
}
