package dev.bellhop.simulator.wire;

import java.util.regex.Pattern;

/** Makes text fit to be shown and kept: short, on one line, in any encoding, and without what gives access. */
public final class Redaction {

    static final int LENGTH_MAX = 400;
    /** What stands in the place of a secret. */
    static final String HIDDEN = "***";

    private static final String NAMES = "[\\w-]*(?:token|sig|signature|secret|code|key|sas|jwt|bearer"
            + "|auth|authorization|credentials?|pwd|pass|passwd|password)";
    private static final Pattern IN_QUERY = Pattern.compile("(?i)(?<![\\w-])(" + NAMES + "(?:=|%3D))[^&\\s\"'<>]+");
    /** The quotes have backslashes where the JSON is a text in other JSON. */
    private static final Pattern IN_JSON =
            Pattern.compile("(?i)(\\\\?\"" + NAMES + "\\\\?\"\\s*:\\s*\\\\?\")(?:[^\"\\\\]+|\\\\.)*+");

    private static final Pattern USER_INFO = Pattern.compile("(://)[^/\\s?#]+@");
    /** Controls, half characters, breaks of lines and of direction, and what XML knows no character for. */
    private static final Pattern UNFIT =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069\\uFFFE\\uFFFF]+");

    private Redaction() {}

    public static String of(String text) {
        return of(text, LENGTH_MAX);
    }

    /** @param lengthMax how long the result may be, at least 1 */
    public static String of(String text, int lengthMax) {
        // What lies far beyond the end is not shown: it need not be searched either.
        String start = text.length() > 4 * LENGTH_MAX ? text.substring(0, 4 * LENGTH_MAX) : text;
        String line = UNFIT.matcher(start).replaceAll(" ").strip();
        String queryless = IN_QUERY.matcher(line).replaceAll("$1" + HIDDEN);
        String secretless = IN_JSON.matcher(queryless).replaceAll("$1" + HIDDEN);
        return cut(USER_INFO.matcher(secretless).replaceAll("$1" + HIDDEN + '@'), lengthMax);
    }

    /** Not in the middle of a character that takes two places. */
    private static String cut(String text, int lengthMax) {
        if (text.length() <= lengthMax) {
            return text;
        }
        int end = lengthMax - 1;
        return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + '…';
    }
}
