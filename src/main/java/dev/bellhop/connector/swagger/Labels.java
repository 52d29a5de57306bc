package dev.bellhop.connector.swagger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** How sources or actions are called in sentences: by their titles, and where two would be called alike, by their names. */
final class Labels {

    private static final int HASH_LENGTH = 4;

    private final Map<String, String> byName = new HashMap<>();

    /**
     * Finds the labels.
     *
     * @param titles by name
     * @param lengthMax of a label
     * @param taken what others are called already, whatever the case
     */
    Labels(Map<String, String> titles, int lengthMax, Set<String> taken) {
        int wordsMax = lengthMax - HASH_LENGTH - 1; // a hash may have to follow
        Map<String, String> wanted = new LinkedHashMap<>();
        titles.forEach((name, title) -> wanted.put(name, Wording.label(title, wordsMax)));
        Set<String> used = new HashSet<>();
        taken.forEach(label -> used.add(label.toLowerCase(Locale.ROOT)));
        Map<String, String> byTitle = alone(wanted);
        byTitle.values().removeIf(label -> used.contains(label.toLowerCase(Locale.ROOT)));
        wanted.keySet().removeAll(byTitle.keySet());
        wanted.replaceAll((name, label) -> Wording.label(name, wordsMax));
        wanted.values().removeIf(String::isEmpty);
        byTitle.values().forEach(label -> used.add(label.toLowerCase(Locale.ROOT)));
        byName.putAll(byTitle);
        alone(wanted).forEach((name, label) -> {
            if (used.add(label.toLowerCase(Locale.ROOT))) {
                byName.put(name, label);
            }
        });
        for (String name : titles.keySet()) {
            byName.computeIfAbsent(name, odd -> hashed(odd, wordsMax));
        }
    }

    /** The label of one of the names. */
    String of(String name) {
        return Objects.requireNonNull(byName.get(name), name);
    }

    /** Those that nobody else has. */
    private static Map<String, String> alone(Map<String, String> labels) {
        Map<String, Integer> uses = new HashMap<>();
        labels.values().forEach(label -> uses.merge(label.toLowerCase(Locale.ROOT), 1, Integer::sum));
        Map<String, String> alone = new LinkedHashMap<>(labels);
        alone.values().removeIf(label -> label.isEmpty() || uses.getOrDefault(label.toLowerCase(Locale.ROOT), 0) > 1);
        return alone;
    }

    private static String hashed(String name, int lengthMax) {
        String label = Wording.label(name, lengthMax);
        return (label.isEmpty() ? "number" : label)
                + ' '
                + OperationIds.hash(name).substring(0, HASH_LENGTH);
    }
}
