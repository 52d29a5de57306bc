package dev.bellhop.connector.swagger;

import java.text.Normalizer;
import java.util.Locale;

/** Text of others, made fit to stand in a sentence. */
final class Wording {

    static final int DESCRIPTION_LENGTH_MAX = 400;

    private Wording() {}

    /** One line without slashes and brackets, and without punctuation at its ends; perhaps empty. */
    static String label(String text, int lengthMax) {
        String line = Normalizer.normalize(withoutUrls(text), Normalizer.Form.NFC)
                .replaceAll("[/\\\\()\\[\\]{}<>]|\\p{C}", " ")
                .replaceAll("\\s+", " ");
        return trimmed(cut(trimmed(line), lengthMax));
    }

    /** A sentence, or nothing. */
    static String sentence(String text) {
        String line = withoutUrls(text)
                .replaceAll("\\p{C}", " ")
                .replaceAll("\\s+", " ")
                .strip();
        if (!line.matches(".*[\\p{L}\\p{N}].*")) {
            return "";
        }
        String whole = cut(line, DESCRIPTION_LENGTH_MAX);
        return capital(whole.matches(".*[.!?…。！？]") ? whole : whole + '.');
    }

    /** For the few places where certification takes nothing but ASCII. */
    static String ascii(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("[^\\x20-\\x7e]", "")
                .strip();
    }

    static String capital(String text) {
        int first = text.codePointAt(0);
        int length = Character.charCount(first);
        return text.substring(0, length).toUpperCase(Locale.ROOT) + text.substring(length);
    }

    /** A name such as {@code lastModified}, for people. */
    static String spaced(String name) {
        String words = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|[^\\p{L}\\p{N}]+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
        return words.isEmpty() ? name : capital(words);
    }

    /** Certification refuses URLs; without its scheme an address can still be read. */
    private static String withoutUrls(String text) {
        return text.replaceAll("(?i)https?://(?:www\\.)?|\\bwww\\.", "");
    }

    private static String cut(String text, int lengthMax) {
        if (text.length() <= lengthMax) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(lengthMax - 1)) ? lengthMax - 1 : lengthMax;
        return text.substring(0, end);
    }

    private static String trimmed(String text) {
        return text.replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}\\p{M}]+$", "");
    }
}
