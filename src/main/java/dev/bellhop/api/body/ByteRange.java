package dev.bellhop.api.body;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which bytes of a content are asked for (RFC 9110, section 14). */
public sealed interface ByteRange {

    /** All of them: no range, or one that may be ignored, such as several at once. */
    record Whole() implements ByteRange {}

    /** Some of them. */
    record Part(long offset, long length) implements ByteRange {}

    /** Bytes that the content does not have. */
    record Unsatisfiable() implements ByteRange {}

    Pattern SINGLE = Pattern.compile("(?i:bytes)=([0-9]{1,18})?-([0-9]{1,18})?");

    static ByteRange of(@Nullable String header, long size) {
        if (header == null) {
            return new Whole();
        }
        Matcher range = SINGLE.matcher(header.strip());
        if (!range.matches() || (range.group(1) == null && range.group(2) == null)) {
            return new Whole();
        }
        if (range.group(1) == null) {
            long last = Math.min(Long.parseLong(range.group(2)), size);
            return last == 0 ? new Unsatisfiable() : new Part(size - last, last);
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2) == null ? size - 1 : Math.min(Long.parseLong(range.group(2)), size - 1);
        if (range.group(2) != null && Long.parseLong(range.group(2)) < first) {
            return new Whole();
        }
        return first >= size ? new Unsatisfiable() : new Part(first, last - first + 1);
    }
}
