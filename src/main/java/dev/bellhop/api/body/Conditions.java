package dev.bellhop.api.body;

import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions of a request on the version of what it is about (RFC 9110, section 13.1). */
public final class Conditions {

    private final HttpServerRequest request;

    public Conditions(HttpServerRequest request) {
        this.request = request;
    }

    /** What is there now. */
    @FunctionalInterface
    public interface Current {

        /** Whether this is its version. */
        boolean is(String version) throws IOException;
    }

    /**
     * Whether {@code If-Match} lets it pass; a weak tag never matches here.
     *
     * @param current {@code null} if there is nothing yet
     */
    public boolean allowed(@Nullable Current current) throws IOException {
        List<String> tags = tags("If-Match");
        return tags.isEmpty() || (current != null && names(tags, current, false));
    }

    /**
     * Whether {@code If-None-Match} names it.
     *
     * @param current {@code null} if there is nothing yet
     */
    public boolean known(@Nullable Current current) throws IOException {
        return current != null && names(tags("If-None-Match"), current, true);
    }

    private static boolean names(List<String> tags, Current current, boolean weak) throws IOException {
        for (String tag : tags) {
            String strong = weak && tag.startsWith("W/") ? tag.substring(2) : tag;
            boolean quoted = strong.length() > 1 && strong.startsWith("\"") && strong.endsWith("\"");
            if (tag.equals("*") || (quoted && current.is(strong.substring(1, strong.length() - 1)))) {
                return true;
            }
        }
        return false;
    }

    /** The range that is asked for, if {@code If-Range} is not about another version. */
    @Nullable
    public String range(String etag) {
        String condition = request.getHeader("If-Range");
        return condition == null || condition.strip().equals(etag) ? request.getHeader("Range") : null;
    }

    private List<String> tags(String header) {
        return request.headers().getAll(header).stream()
                .flatMap(line -> List.of(line.split(",")).stream())
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
    }
}
