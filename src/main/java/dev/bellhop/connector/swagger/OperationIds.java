package dev.bellhop.connector.swagger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The first part of operation ids, from names: letters and digits, unique whatever the case. A flow knows an operation by
 * its id, so an id must not change because another name comes or goes. Names made of lower-case words with hyphens are
 * spelt out; every other one has a hash of itself at the end.
 */
final class OperationIds {

    static final int WORDS_LENGTH_MAX = 40;

    private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*");
    private static final int HASH_LENGTH = 8;

    private final Map<String, String> byName = new HashMap<>();

    /**
     * Gives every name its id.
     *
     * @param reserved ids that are taken
     */
    OperationIds(Collection<String> names, String... reserved) {
        Set<String> taken = new HashSet<>();
        for (String word : reserved) {
            taken.add(word.toLowerCase(Locale.ROOT));
        }
        List<String> ordered = new ArrayList<>(names);
        // Names of one word are never told apart by their case alone, and come first; the order of the rest is theirs.
        ordered.sort(Comparator.<String, Integer>comparing(OperationIds::rank).thenComparing(name -> name));
        for (String name : ordered) {
            byName.put(name, free(name, taken));
        }
    }

    /** The id of one of the names. */
    String of(String name) {
        return Objects.requireNonNull(byName.get(name), name);
    }

    /** Two words that differ only in where they are parted are the one thing for which a plain name needs its hash. */
    private static String free(String name, Set<String> taken) {
        String words = words(name);
        if (isPlain(name) && taken.add(words.toLowerCase(Locale.ROOT))) {
            return words;
        }
        String hash = hash(name);
        for (int length = HASH_LENGTH; length < hash.length(); length++) {
            String id = words + hash.substring(0, length);
            if (taken.add(id.toLowerCase(Locale.ROOT))) {
                return id;
            }
        }
        throw new IllegalStateException("Two names have one hash");
    }

    private static int rank(String name) {
        return isPlain(name) ? (name.indexOf('-') < 0 ? 0 : 1) : 2;
    }

    private static boolean isPlain(String name) {
        return name.length() <= WORDS_LENGTH_MAX && PLAIN.matcher(name).matches();
    }

    /** The ASCII letters and digits of a name, with a capital at the beginning of every word. */
    static String words(String name) {
        String decomposed = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
        StringBuilder words = new StringBuilder();
        boolean begins = true;
        for (int i = 0; i < decomposed.length() && words.length() < WORDS_LENGTH_MAX; i++) {
            char c = decomposed.charAt(i);
            if (c < 0x80 && Character.isLetterOrDigit(c)) {
                words.append(begins ? Character.toUpperCase(c) : c);
                begins = false;
            } else {
                begins = true;
            }
        }
        return words.isEmpty() || Character.isDigit(words.charAt(0)) ? "Named" + words : words.toString();
    }

    /** 64 hexadecimal digits that depend on nothing but the text. */
    static String hash(String text) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }
}
