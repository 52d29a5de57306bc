package dev.bellhop.testing;

import java.util.List;
import java.util.random.RandomGenerator;

/** Texts that somebody sends who means harm: nearly right, cut, doubled, very long, with characters nobody expects. */
public final class Hostile {

    private static final int LENGTH_MAX = 200_000;
    private static final int REPEATS_MAX = 5_000;

    private static final List<String> ODD = List.of(
            "\0",
            "\u0001",
            "\n",
            "\r\n",
            "\t",
            " ",
            "\u00a0",
            "\u2028",
            "\ufeff",
            "\uffff",
            "\ud800",
            "\udc00",
            "\ud83d\ude00",
            "e\u0301",
            "\u202e",
            "%",
            "%00",
            "%2e%2e%2f",
            "../",
            "..\\",
            "/",
            "\\",
            "\"",
            "'",
            "`",
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            ",",
            ";",
            ":",
            "=",
            "&",
            "?",
            "#",
            "@",
            "*",
            "~",
            "^",
            "$",
            "|",
            "-",
            "+",
            "0",
            "9",
            "1e999999999",
            "-0",
            "NaN",
            "9223372036854775808",
            "null",
            "true",
            "\u0660",
            "\u0130",
            "\uff0e",
            "A",
            "z");

    private Hostile() {}

    /** A text made from one of the samples. */
    public static String text(RandomGenerator random, List<String> samples) {
        StringBuilder text = new StringBuilder(oneOf(random, samples));
        for (int changes = random.nextInt(6); changes > 0 && text.length() < LENGTH_MAX; changes--) {
            change(random, samples, text);
        }
        text.setLength(Math.min(text.length(), LENGTH_MAX));
        return text.toString();
    }

    private static void change(RandomGenerator random, List<String> samples, StringBuilder text) {
        int from = random.nextInt(text.length() + 1);
        int to = from + random.nextInt(text.length() - from + 1);
        switch (random.nextInt(7)) {
            case 0 -> text.delete(from, to);
            case 1 -> text.insert(from, oneOf(random, ODD));
            case 2 -> text.replace(from, Math.min(text.length(), from + 1), oneOf(random, ODD));
            case 3 -> text.insert(from, oneOf(random, ODD).repeat(random.nextInt(REPEATS_MAX)));
            case 4 -> text.insert(from, repeated(text.substring(from, to), random.nextInt(REPEATS_MAX)));
            case 5 -> text.insert(from, oneOf(random, samples));
            default -> text.setLength(from);
        }
    }

    private static String repeated(String piece, int times) {
        return piece.isEmpty() ? "" : piece.repeat(Math.min(times, LENGTH_MAX / piece.length()));
    }

    private static String oneOf(RandomGenerator random, List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
