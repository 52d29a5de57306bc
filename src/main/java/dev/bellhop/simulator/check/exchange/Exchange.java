package dev.bellhop.simulator.check.exchange;

import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import java.time.Duration;
import java.util.Optional;

/**
 * One request and how it ended.
 *
 * @param took by a real clock
 */
public record Exchange(Request request, Outcome outcome, Duration took) {

    public Optional<Answer> answer() {
        return outcome.answered();
    }

    public boolean is(int status) {
        return status() == status;
    }

    /** 0 without an answer. */
    public int status() {
        return answer().map(Answer::status).orElse(0);
    }

    public boolean isSuccess() {
        return answer().map(Answer::isSuccess).orElse(false);
    }

    /** Whether an engine would go on polling, after a run or without one. */
    public boolean isPoll() {
        return is(200) || is(202);
    }

    public Optional<String> location() {
        return answer().flatMap(Answer::location);
    }

    public String body() {
        return answer().map(Answer::text).orElse("");
    }

    /** Where to go on from here. */
    public String next(String otherwise) {
        return location().map(text -> Links.next(request.url(), text)).orElse(otherwise);
    }

    /** The status only, or why there is none. */
    public String inShort() {
        return outcome.inShort();
    }

    @Override
    public String toString() {
        return request.method() + ' ' + request.url() + " → " + inShort();
    }
}
