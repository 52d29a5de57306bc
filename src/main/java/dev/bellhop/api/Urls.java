package dev.bellhop.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoding for paths and queries alike. */
final class Urls {

    private Urls() {}

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
