package dev.bellhop.delivery.webhook;

import java.nio.charset.StandardCharsets;

/** Writes any text so that it fits into a header and stays different from every other text. */
final class HeaderText {

    private HeaderText() {}

    /** Percent-encodes what is no visible ASCII character, and the percent sign, as CloudEvents does in headers. */
    static String of(String text) {
        if (text.chars().allMatch(HeaderText::isPlain)) {
            return text;
        }
        StringBuilder header = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(octet)) {
                header.append((char) octet);
            } else {
                header.append(String.format("%%%02X", octet & 0xff));
            }
        }
        return header.toString();
    }

    private static boolean isPlain(int character) {
        return character > ' ' && character < 0x7f && character != '%';
    }
}
