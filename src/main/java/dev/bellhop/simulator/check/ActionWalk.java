package dev.bellhop.simulator.check;

import dev.bellhop.simulator.check.exchange.Caller;
import dev.bellhop.simulator.check.exchange.Exchange;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.Request;
import dev.bellhop.simulator.wire.RetryAfter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plays a workflow that starts long work, twice as after a lost answer, and asks about it until it has ended. */
final class ActionWalk {

    private static final int READS = 3;
    private static final int STATUSES_MAX = 500;
    /** Engines ask again after these. */
    private static final Set<Integer> NOT_YET = Set.of(202, 408, 429, 503);

    private final CheckSettings settings;
    private final Caller caller;
    private final Request request;
    private final List<Header> headers;
    private final String run;

    ActionWalk(CheckSettings settings, Subject.Action action, Caller caller) {
        this.settings = settings;
        this.caller = caller;
        this.request = Request.post(action.url(), action.body());
        this.run = caller.run();
        this.headers = new ArrayList<>(caller.keys());
        headers.add(new Header("Idempotency-Key", run));
    }

    Exchange start() throws InterruptedException {
        return caller.send(request, headers, run);
    }

    /** @param start a start that was answered 202 with a Location */
    ActionSeen walk(Exchange start) throws InterruptedException {
        String url = start.next(request.url());
        Exchange atOnce = caller.get(url);
        Exchange repeated = start();
        Optional<Exchange> withoutKey = Optional.empty();
        Optional<Exchange> wrongKey = Optional.empty();
        if (!caller.keys().isEmpty()) {
            withoutKey = Optional.of(caller.send(Request.get(url), List.of()));
            wrongKey = Optional.of(caller.send(
                    Request.get(url),
                    caller.keys().stream()
                            .map(key -> new Header(key.name(), "wrong"))
                            .toList()));
        }
        List<Exchange> statuses = statuses(atOnce, url);
        return new ActionSeen(start, repeated, statuses, withoutKey, wrongKey, reads(statuses.getLast()));
    }

    private List<Exchange> statuses(Exchange atOnce, String url) throws InterruptedException {
        List<Exchange> statuses = new ArrayList<>(List.of(atOnce));
        Duration left = settings.waitMax();
        // A status that comes late is a finding already; the rest may still be seen.
        boolean comesLate = atOnce.is(404);
        while (isRunning(statuses.getLast(), comesLate) && left.isPositive() && statuses.size() < STATUSES_MAX) {
            Duration asked = wait(statuses.getLast());
            Duration wait = asked.compareTo(left) < 0 ? asked : left;
            caller.pace().pause(wait);
            left = left.minus(wait);
            statuses.add(caller.get(statuses.getLast().next(url)));
            comesLate &= statuses.getLast().is(404);
        }
        return statuses;
    }

    private static boolean isRunning(Exchange status, boolean comesLate) {
        return NOT_YET.contains(status.status()) || comesLate;
    }

    /** Whether an engine would take this status for the end. */
    static boolean isEnd(Exchange status) {
        return status.status() >= 200 && !isRunning(status, status.is(404)) && status.status() / 100 != 3;
    }

    private Duration wait(Exchange status) {
        Duration asked = status.answer()
                .flatMap(answer -> RetryAfter.of(answer).wait(caller.pace().instant()))
                .orElse(settings.step());
        return asked.compareTo(settings.step()) < 0 ? settings.step() : asked;
    }

    private List<Exchange> reads(Exchange end) throws InterruptedException {
        List<Exchange> reads = new ArrayList<>();
        while (isEnd(end) && reads.size() < READS) {
            reads.add(caller.get(end.request().url()));
        }
        return reads;
    }
}
