package dev.bellhop.simulator;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Which troubles strike how often: a trouble that is asked about strikes with its probability, from a sequence of
 * chances of its own, so that one more trouble does not change when the others strike.
 */
public final class Troubles {

    /** How often a trouble strikes that is named without a rate. */
    public static final double RATE_DEFAULT = 0.2;

    private final Map<Trouble, Double> rates;
    private final Map<Trouble, RandomGenerator> chances = new EnumMap<>(Trouble.class);

    private Troubles(Map<Trouble, Double> rates, long seed) {
        this.rates = rates;
        rates.keySet().forEach(trouble -> chances.put(trouble, new SplittableRandom(seed + trouble.ordinal())));
    }

    public static Troubles none() {
        return new Troubles(Map.of(), 0);
    }

    /**
     * Reads {@code NAME} or {@code NAME=RATE}, such as {@code lost-response=0.3}.
     *
     * @throws IllegalArgumentException with what to write instead
     */
    public static Troubles parse(List<String> texts, long seed) {
        Map<Trouble, Double> rates = new EnumMap<>(Trouble.class);
        for (String text : texts) {
            String[] parts = text.split("=", 2);
            Trouble trouble = Trouble.named(parts[0])
                    .orElseThrow(() -> new IllegalArgumentException("'" + parts[0] + "' is no trouble; there are "
                            + Arrays.stream(Trouble.values())
                                    .map(Trouble::toString)
                                    .collect(Collectors.joining(", "))));
            rates.put(trouble, parts.length == 1 ? RATE_DEFAULT : rate(text, parts[1]));
        }
        return new Troubles(rates, seed);
    }

    private static double rate(String text, String rate) {
        try {
            double value = Double.parseDouble(rate);
            if (value > 0 && value <= 1) {
                return value;
            }
        } catch (NumberFormatException saidBelow) {
            // Not a number is as wrong as a number out of bounds.
        }
        throw new IllegalArgumentException(
                "'" + text + "': the rate must be a number above 0 and up to 1, such as 0.2");
    }

    /** Also asked by threads that receive callbacks, while the engine's own thread asks as well. */
    public synchronized boolean strikes(Trouble trouble) {
        RandomGenerator chance = chances.get(trouble);
        return chance != null && chance.nextDouble() < rates.getOrDefault(trouble, 0.0);
    }

    /** Those that were asked for. */
    public Set<Trouble> asked() {
        return rates.keySet();
    }

    @Override
    public String toString() {
        return rates.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
