package dev.bellhop.simulator.check.rule;

import java.util.regex.Pattern;

/** Makes text fit to be shown and kept: short, on one line, and without what gives access. */
public final class Redaction {

    static final int LENGTH_MAX = 400;

    private static final String NAMES = "[\\w-]*(?:token|sig|signature|secret|code|key|password)";
    private static final Pattern IN_QUERY = Pattern.compile("(?i)(?<![\\w-])(" + NAMES + "(?:=|%3D))[^&\\s\"'<>]+");
    private static final Pattern IN_JSON = Pattern.compile("(?i)(\"" + NAMES + "\"\\s*:\\s*\")[^\"]*");
    private static final Pattern USER_INFO = Pattern.compile("(://)[^/@\\s?#]+@");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\uFFFE\\uFFFF]+");

    private Redaction() {}

    public static String of(String text) {
        // What lies far beyond the end is not shown: it need not be searched either.
        String start = text.length() > 4 * LENGTH_MAX ? text.substring(0, 4 * LENGTH_MAX) : text;
        String line = CONTROL.matcher(start).replaceAll(" ");
        String secretless =
                IN_JSON.matcher(IN_QUERY.matcher(line).replaceAll("$1***")).replaceAll("$1***");
        String safe = USER_INFO.matcher(secretless).replaceAll("$1***@");
        return safe.length() <= LENGTH_MAX ? safe : safe.substring(0, LENGTH_MAX - 1) + "…";
    }
}
