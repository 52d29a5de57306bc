package dev.bellhop.simulator.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where and when an answer sends the engine next.
 *
 * @param next the URL in {@code Location}; empty if there is none
 * @param pause what {@code Retry-After} asks for; empty if it does not say
 * @param remarks what is odd about the two
 */
public record Steering(Optional<String> next, Optional<Duration> pause, List<String> remarks) {

    /**
     * @param called the URL that was answered
     * @param now what the date in a {@code Retry-After} is compared with
     */
    public static Steering of(String called, Answer answer, Instant now) {
        List<String> remarks = new ArrayList<>();
        Optional<String> next = answer.location().flatMap(location -> next(called, location.strip(), remarks));
        RetryAfter asked = RetryAfter.of(answer);
        switch (asked) {
            case RetryAfter.Seconds(long seconds) -> {}
            case RetryAfter.Absent() -> remarks.add("Retry-After is missing");
            case RetryAfter.Date(Instant time) -> remarks.add("Retry-After is a date, not whole seconds");
            case RetryAfter.Malformed(String text) -> remarks.add("Retry-After is not whole seconds: " + text);
        }
        return new Steering(next, asked.wait(now), remarks);
    }

    private static Optional<String> next(String called, String location, List<String> remarks) {
        if (location.isEmpty()) {
            remarks.add("Location is empty");
            return Optional.empty();
        }
        String encoded = Encoding.encoded(location);
        if (!encoded.equals(location)) {
            remarks.add("Location is not encoded: an engine may call something else, or nothing");
        }
        if (Url.parse(encoded).isPresent()) {
            return Optional.of(encoded);
        }
        remarks.add("Location is not absolute: what engines make of it is documented nowhere");
        return Url.parse(called).map(url -> url.resolve(encoded));
    }
}
