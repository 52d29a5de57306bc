package dev.bellhop.api.body;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoding for paths and queries alike. */
public final class Urls {

    private Urls() {}

    /** The name in a {@code name=value} pair of a query, however it is written. */
    public static String name(String pair) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        return name.indexOf('%') < 0 && name.indexOf('+') < 0 ? name : URLDecoder.decode(name, StandardCharsets.UTF_8);
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
