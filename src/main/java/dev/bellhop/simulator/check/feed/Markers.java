package dev.bellhop.simulator.check.feed;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Texts that stand nowhere else: safe in file names, URLs and JSON. */
public final class Markers {

    private Markers() {}

    /** In how many of the items the marker stands. */
    public static long count(List<String> items, String marker) {
        return items.stream().filter(item -> item.contains(marker)).count();
    }

    static List<String> fresh(int count, RandomGenerator random) {
        String run = String.format(Locale.ROOT, "bellhop-check-%08x", random.nextInt());
        // All of one length, so that none is the beginning of another.
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> String.format(Locale.ROOT, "%s-%05d", run, number))
                .toList();
    }
}
