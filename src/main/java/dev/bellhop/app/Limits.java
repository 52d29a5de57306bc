package dev.bellhop.app;

import dev.bellhop.access.Cidr;
import java.time.Duration;
import java.util.List;

/** Checks values against what can be meant; each problem names the key, the value and the bounds. */
final class Limits {

    private static final String HOST = "(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?";

    private final List<String> problems;

    Limits(List<String> problems) {
        this.problems = problems;
    }

    void atLeast(String key, long value, long min) {
        if (value < min) {
            problems.add(key + "=" + value + ": must be at least " + min);
        }
    }

    void atLeast(String key, Duration value, long minSeconds) {
        if (value.compareTo(Duration.ofSeconds(minSeconds)) < 0) {
            problems.add(key + "=" + value + ": must be at least " + minSeconds + "s");
        }
    }

    void between(String key, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            problems.add(key + "=" + value + ": must be between " + min + " and " + max);
        }
    }

    void hostOrRange(String key, String entry) {
        if (Cidr.parse(entry).isEmpty() && !entry.matches(HOST)) {
            problems.add(key + "=" + entry
                    + ": must be a host (such as erp.example.org or *.example.org), an address or a range such as"
                    + " 10.0.0.0/8");
        }
    }
}
