package dev.bellhop.api.body;

import dev.bellhop.source.file.FileLook;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The conditions of a request on the version of what it is about (RFC 9110, section 13.1). */
public final class Conditions {

    private final List<String> match;
    private final List<String> noneMatch;
    private final @Nullable String ifRange;
    private final @Nullable String range;

    public Conditions(HttpServerRequest request) {
        this(
                tags(request, "If-Match"),
                tags(request, "If-None-Match"),
                request.getHeader("If-Range"),
                request.getHeader("Range"));
    }

    private Conditions(List<String> match, List<String> noneMatch, @Nullable String ifRange, @Nullable String range) {
        this.match = match;
        this.noneMatch = noneMatch;
        this.ifRange = ifRange;
        this.range = range;
    }

    /** Those of a request that came before. */
    public static Conditions of(List<String> match, List<String> noneMatch) {
        return new Conditions(match, noneMatch, null, null);
    }

    public List<String> match() {
        return match;
    }

    public List<String> noneMatch() {
        return noneMatch;
    }

    /** Whether a file is wanted only where none is, or another one. */
    public boolean onlyNew() {
        return !noneMatch.isEmpty();
    }

    /** Whether what is there, if anything is, may be replaced. */
    public boolean allowReplacing(Optional<FileLook> present) {
        Current current = present.<Current>map(look -> look::isNamedBy).orElse(null);
        try {
            return allowed(current) && !known(current);
        } catch (IOException e) {
            throw new UncheckedIOException("A look is compared without reading", e);
        }
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
        return match.isEmpty() || (current != null && names(match, current, false));
    }

    /**
     * Whether {@code If-None-Match} names it.
     *
     * @param current {@code null} if there is nothing yet
     */
    public boolean known(@Nullable Current current) throws IOException {
        return current != null && names(noneMatch, current, true);
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
        return ifRange == null || ifRange.strip().equals(etag) ? range : null;
    }

    private static List<String> tags(HttpServerRequest request, String header) {
        return request.headers().getAll(header).stream()
                .flatMap(line -> List.of(line.split(",")).stream())
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
    }
}
