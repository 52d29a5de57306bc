package dev.bellhop.connector.workflow;

import java.text.Normalizer;

/** Names that a workflow can hold. */
final class Words {

    private static final int LENGTH_MAX = 60;

    private Words() {}

    /** Letters, digits and underlines. */
    static String identifier(String text) {
        String words = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^A-Za-z0-9]+", "_")
                .replaceAll("^_|_$", "");
        String name = words.length() > LENGTH_MAX ? words.substring(0, LENGTH_MAX) : words;
        return name.isEmpty() ? "Call" : name;
    }
}
