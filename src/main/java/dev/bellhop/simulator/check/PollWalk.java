package dev.bellhop.simulator.check;

import dev.bellhop.simulator.check.PollSeen.Drain;
import dev.bellhop.simulator.check.PollSeen.End;
import dev.bellhop.simulator.check.PollSeen.Repeat;
import dev.bellhop.simulator.check.PollSeen.Tampered;
import dev.bellhop.simulator.check.exchange.Caller;
import dev.bellhop.simulator.check.exchange.Exchange;
import dev.bellhop.simulator.check.exchange.StateText;
import dev.bellhop.simulator.check.feed.Expected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plays two workflows with one polling trigger: both ask at the beginning, then one after the other takes all. */
final class PollWalk {

    private static final int IDLE_POLLS = 3;
    private static final int REPEATS_MAX = 20;
    private static final int POLLS_MAX = 200;
    /** Longer than any state, shorter than what a server refuses for its length alone. */
    private static final int LONG_STATE = 1_000;

    private final CheckSettings settings;
    private final Caller caller;

    PollWalk(CheckSettings settings, Caller caller) {
        this.settings = settings;
        this.caller = caller;
    }

    /** @param earlier a first poll, which was answered 200 or 202 */
    PollSeen walk(Exchange earlier) throws InterruptedException {
        Exchange first = caller.get(url());
        Expected expected = Expected.of(settings.feed(), settings.expect());
        Drain drain = drain(first, expected, REPEATS_MAX);
        List<Exchange> idle = drain.end() == End.NOTHING_NEW ? idle(drain.last()) : List.of();
        Optional<Repeat> reread = reread(drain);
        Drain other = drain(earlier, new Expected.Unknown("everything is there already"), 0);
        return new PollSeen(earlier, expected, drain, idle, reread, other, tampered(other.last()));
    }

    private Drain drain(Exchange first, Expected expected, int repeatsMax) throws InterruptedException {
        List<Exchange> polls = new ArrayList<>(List.of(first));
        List<Repeat> repeats = new ArrayList<>();
        Duration waited = Duration.ZERO;
        while (true) {
            Exchange last = polls.getLast();
            // A first poll is answered 202 also when something is there: it must be asked with its state.
            boolean waits = last.is(202) && polls.size() > 1;
            boolean enough = expected.isMet(PollSeen.items(polls)) || waited.compareTo(settings.waitMax()) >= 0;
            if (!last.isPoll()) {
                return new Drain(polls, repeats, End.NO_POLL);
            } else if (last.is(200) && stands(polls)) {
                return new Drain(polls, repeats, End.STATE_STANDS);
            } else if (waits && enough) {
                return new Drain(polls, repeats, End.NOTHING_NEW);
            } else if (polls.size() >= POLLS_MAX + settings.expect().orElse(0)) {
                return new Drain(polls, repeats, last.is(200) ? End.STILL_FULL : End.NOTHING_NEW);
            } else if (waits) {
                caller.pace().pause(settings.step());
                waited = waited.plus(settings.step());
            }
            Exchange next = caller.get(last.next(url()));
            polls.add(next);
            if (repeats.size() < repeatsMax) {
                repeats.add(new Repeat(next, caller.get(next.request().url())));
            }
        }
    }

    /** Whether the last answer leads to where it was asked. */
    private boolean stands(List<Exchange> polls) {
        String asked = polls.size() > 1 ? polls.get(polls.size() - 2).location().orElse(url()) : url();
        return polls.getLast().location().orElse(url()).equals(asked);
    }

    private List<Exchange> idle(Exchange last) throws InterruptedException {
        List<Exchange> polls = new ArrayList<>(List.of(last));
        while (polls.size() <= IDLE_POLLS && polls.getLast().isPoll()) {
            caller.pace().pause(settings.step());
            polls.add(caller.get(polls.getLast().next(url())));
        }
        return polls.subList(1, polls.size());
    }

    private Optional<Repeat> reread(Drain drain) throws InterruptedException {
        // Asking the first poll again says nothing: without state it may well begin now.
        Optional<Exchange> old = drain.fired().stream()
                .filter(poll -> poll != drain.polls().getFirst())
                .findFirst();
        return old.isPresent()
                ? Optional.of(
                        new Repeat(old.get(), caller.get(old.get().request().url())))
                : Optional.empty();
    }

    private List<Tampered> tampered(Exchange last) throws InterruptedException {
        Optional<StateText> state = last.isPoll() ? StateText.of(url(), last) : Optional.empty();
        if (state.isEmpty()) {
            return List.of();
        }
        String value = state.get().value();
        int half = value.length() / 2;
        List<Tampered> tampered = new ArrayList<>();
        // Half of a number or of a time may be a state that was given out once.
        tampered.add(tampered(state.get(), "cut in half", false, value.substring(0, half)));
        tampered.add(tampered(
                state.get(), "one character changed", true, value.substring(0, half) + '!' + value.substring(half)));
        tampered.add(tampered(state.get(), "invented", true, "not-a-state"));
        tampered.add(tampered(state.get(), "of odd bytes", true, "\u0000\uFFFD%'\""));
        tampered.add(tampered(state.get(), "far too long", true, "~".repeat(LONG_STATE)));
        return tampered;
    }

    private Tampered tampered(StateText state, String how, boolean invented, String value) throws InterruptedException {
        return new Tampered(how, invented, caller.get(state.with(value)));
    }

    private String url() {
        return settings.subject().url();
    }
}
