package dev.bellhop.source.content;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * How far a listing has got: the path that was dealt with last, which need not be there any more. It is only compared
 * with the names that folders have, and never looked up, so a made-up one leads nowhere.
 */
public record ListingCursor(String path) {

    /** Longer than any path that file systems have. */
    public static final int TEXT_LENGTH_MAX = 8_000;

    /** Before everything. */
    public static final ListingCursor START = new ListingCursor("");

    /** The cursor that was written so; empty if the text is none. */
    public static Optional<ListingCursor> parse(String text) {
        if (text.isEmpty() || text.length() > TEXT_LENGTH_MAX) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            return Optional.of(new ListingCursor(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes).toString()));
        } catch (IllegalArgumentException | CharacterCodingException odd) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(path.getBytes(StandardCharsets.UTF_8));
    }
}
