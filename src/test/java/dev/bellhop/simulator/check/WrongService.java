package dev.bellhop.simulator.check;

import dev.bellhop.simulator.VirtualPace;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Wire;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A service with one mistake.
 *
 * @param breaks the rules that this mistake breaks, and no others
 */
record WrongService(String mistake, Function<VirtualPace, Wire> service, Set<String> breaks) {

    static WrongService poll(String mistake, Supplier<Wire> service, String... breaks) {
        return wrong(mistake, pace -> service.get(), breaks);
    }

    static WrongService poll(String mistake, UnaryOperator<Answer> spoil, String... breaks) {
        return wrong(mistake, pace -> Replies.spoilt(new PollService(), spoil), breaks);
    }

    static WrongService job(String mistake, UnaryOperator<Answer> spoil, String... breaks) {
        return wrong(mistake, pace -> Replies.spoilt(new JobService(pace), spoil), breaks);
    }

    static WrongService wrong(String mistake, Function<VirtualPace, Wire> service, String... breaks) {
        return new WrongService(mistake, service, Set.of(breaks));
    }

    @Override
    public String toString() {
        return mistake + " → " + breaks;
    }
}
