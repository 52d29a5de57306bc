package dev.bellhop.api.body;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions of a request on the version of what it is about (RFC 9110, section 13.1). */
public final class Conditions {

    private final HttpServerRequest request;

    public Conditions(HttpServerRequest request) {
        this.request = request;
    }

    /**
     * Whether {@code If-Match} lets it pass; a weak tag never matches here.
     *
     * @param etag {@code null} if there is nothing yet
     */
    public boolean allowed(@Nullable String etag) {
        List<String> tags = tags("If-Match");
        return tags.isEmpty() || (etag != null && (tags.contains("*") || tags.contains(etag)));
    }

    /**
     * Whether {@code If-None-Match} names it.
     *
     * @param etag {@code null} if there is nothing yet
     */
    public boolean known(@Nullable String etag) {
        List<String> tags = tags("If-None-Match");
        return etag != null && (tags.contains("*") || tags.contains(etag) || tags.contains("W/" + etag));
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
