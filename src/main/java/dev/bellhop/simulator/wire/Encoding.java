package dev.bellhop.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Mends URLs that services forgot to encode, so that what comes after them can be seen as well. */
public final class Encoding {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9\\-._~:/?#\\[\\]@!$&'()*+,;=%]");
    private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private Encoding() {}

    /** Percent-encodes what must not stand in a URL (RFC 3986, section 2), and nothing else. */
    public static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        LONE_PERCENT.matcher(text).replaceAll("%25").codePoints().forEach(point -> {
            String character = Character.toString(point);
            if (ALLOWED.matcher(character).matches()) {
                encoded.append(character);
                return;
            }
            for (byte octet : character.getBytes(StandardCharsets.UTF_8)) {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        });
        return encoded.toString();
    }
}
