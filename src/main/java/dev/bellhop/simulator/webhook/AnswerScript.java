package dev.bellhop.simulator.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the callbacks are answered, one after the other; the last answer is given for ever. */
public final class AnswerScript {

    /** What is answered when nobody asks for anything else, as engines answer. */
    public static final String TEXT_DEFAULT = "202";

    private static final Pattern STEP =
            Pattern.compile("(?:(?<status>[2-5][0-9]{2})|(?<word>slow|hang|reset))(?:/(?<seconds>[0-9]{1,6}))?"
                    + "(?:x(?<times>[1-9][0-9]{0,5}))?");
    /** Longer than services usually wait, shorter than an engine may take. */
    private static final Duration SLOW_DEFAULT = Duration.ofSeconds(100);

    /** One answer. */
    public sealed interface Reply {

        /** @param retryAfter what the header of this name says, if it is sent */
        record Status(int code, @Nullable Duration retryAfter) implements Reply {}

        /** Success, after so long that it may be too late. */
        record Slow(Duration span) implements Reply {}

        /** The connection stays open and nothing comes. */
        record Hang() implements Reply {}

        /** The connection is closed once the callback was received, and nobody looked at it. */
        record Reset() implements Reply {}

        /** The callback was received and taken; the connection is closed before its sender is told. */
        record Lost() implements Reply {}

        /** Whether a run starts. */
        default boolean accepts() {
            return switch (this) {
                case Status(int code, Duration any) -> code < 300;
                case Slow(Duration any) -> true;
                case Hang() -> false;
                case Reset() -> false;
                case Lost() -> true;
            };
        }

        /** Whether whoever was answered so may send the same event again. */
        default boolean allowsRepeat() {
            return !(this instanceof Status && accepts());
        }

        /** For people. */
        default String inShort() {
            return switch (this) {
                case Status(int code, Duration wait) ->
                    wait == null ? Integer.toString(code) : code + " (Retry-After: " + wait.toSeconds() + ")";
                case Slow(Duration wait) -> "202 after " + wait.toSeconds() + " s";
                case Hang() -> "nothing, and the connection stays open";
                case Reset() -> "nothing, and the connection is closed";
                case Lost() -> "202, and the answer is lost";
            };
        }
    }

    private record Step(Reply reply, int times) {}

    private final List<Step> steps;

    private AnswerScript(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * Reads answers such as {@code 202}, {@code 429/5}, {@code 503x3,200}, {@code slow/30}, {@code hang} or
     * {@code reset}.
     *
     * @throws IllegalArgumentException with what to write instead
     */
    public static AnswerScript parse(String text) {
        List<Step> steps = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher step = STEP.matcher(part.strip());
            if (!step.matches()) {
                throw refused(part);
            }
            steps.add(step(step, part));
        }
        return new AnswerScript(steps);
    }

    private static Step step(Matcher step, String part) {
        String times = step.group("times");
        return new Step(reply(step, part), times == null ? 1 : Integer.parseInt(times));
    }

    private static Reply reply(Matcher step, String part) {
        String seconds = step.group("seconds");
        @Nullable Duration span = seconds == null ? null : Duration.ofSeconds(Long.parseLong(seconds));
        String status = step.group("status");
        if (status != null) {
            return new Reply.Status(Integer.parseInt(status), span);
        }
        boolean slow = "slow".equals(step.group("word"));
        if (span != null && !slow) {
            throw refused(part);
        }
        if (slow) {
            return new Reply.Slow(span == null ? SLOW_DEFAULT : span);
        }
        return "hang".equals(step.group("word")) ? new Reply.Hang() : new Reply.Reset();
    }

    private static IllegalArgumentException refused(String part) {
        return new IllegalArgumentException("'" + part.strip()
                + "' is no answer; write a status from 200 to 599 (202), with seconds for Retry-After (429/5), slow, slow/30,"
                + " hang or reset, each with how often (503x3), separated by commas (503x3,200)");
    }

    /** Whether any callback is ever accepted. */
    boolean accepts() {
        return steps.stream().anyMatch(step -> step.reply().accepts());
    }

    /** @param number 0 for the first callback */
    Reply reply(long number) {
        long left = number;
        for (Step step : steps) {
            left -= step.times();
            if (left < 0) {
                return step.reply();
            }
        }
        return steps.getLast().reply();
    }
}
