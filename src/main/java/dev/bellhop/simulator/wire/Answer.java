package dev.bellhop.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What came back. */
public record Answer(int status, List<Header> headers, byte[] body) {

    public Answer {
        headers = List.copyOf(headers);
    }

    /** The first header of this name, in any case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.isNamed(name))
                .map(Header::value)
                .findFirst();
    }

    public Optional<String> location() {
        return header("Location");
    }

    public Optional<String> retryAfter() {
        return header("Retry-After");
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The engines take every 2xx for success. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    public boolean isRedirect() {
        return status >= 300 && status < 400;
    }

    public boolean hasSameBody(Answer other) {
        return Arrays.equals(body, other.body);
    }
}
