package dev.bellhop.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is sent.
 *
 * @param url as it was given, byte for byte
 */
public record Request(
        String method,
        String url,
        List<Header> headers,
        @Nullable Body body) {

    public Request {
        headers = List.copyOf(headers);
    }

    /** What is sent along, and what it claims to be. */
    public record Body(String contentType, byte[] bytes) {

        /** What engines send for an object or array, and for everything else. */
        public static Body of(String text) {
            String start = text.stripLeading();
            boolean json = start.startsWith("{") || start.startsWith("[");
            return new Body(
                    (json ? "application/json" : "text/plain") + "; charset=utf-8",
                    text.getBytes(StandardCharsets.UTF_8));
        }
    }

    public static Request get(String url) {
        return new Request("GET", url, List.of(), null);
    }

    public static Request delete(String url) {
        return new Request("DELETE", url, List.of(), null);
    }

    public static Request post(String url, String body) {
        return new Request("POST", url, List.of(), Body.of(body));
    }

    /** The request with more headers. */
    public Request with(List<Header> more) {
        List<Header> all = new ArrayList<>(headers);
        all.addAll(more);
        return new Request(method, url, all, body);
    }

    public Request by(String otherMethod) {
        return new Request(otherMethod, url, headers, body);
    }
}
