package dev.bellhop.delivery.webhook;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.IntPredicate;

/** Writes any text so that it fits into a header and stays different from every other text. */
final class HeaderText {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private HeaderText() {}

    /**
     * Percent-encodes blanks, double quotes, percent signs and what is no visible ASCII character (CloudEvents 1.0, HTTP
     * protocol binding, section 3.1.3.2).
     */
    static String of(String text) {
        return encoded(text, character -> isVisible(character) && character != '"' && character != '%');
    }

    /** A media type, whose blanks, quotes and percent signs have a meaning; what no header can hold is percent-encoded. */
    static String mediaType(String text) {
        return encoded(text.strip(), character -> isVisible(character) || character == ' ');
    }

    private static String encoded(String text, IntPredicate isPlain) {
        if (text.chars().allMatch(isPlain)) {
            return text;
        }
        StringBuilder header = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain.test(octet)) {
                header.append((char) octet);
            } else {
                header.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return header.toString();
    }

    private static boolean isVisible(int character) {
        return character > ' ' && character < 0x7f;
    }
}
