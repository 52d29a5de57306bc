package dev.bellhop.event.filter;

import static java.util.Objects.requireNonNull;

import dev.bellhop.event.filter.Condition.Connective;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Makes conditions of every kind. */
final class RandomFilter {

    private static final List<String> TEXTS =
            List.of("", "a", "A b", "it's", "\"", "\\", "\\'", "a\\\\", "%_", "\n", "😀", "true", "42", "TRUE AND");
    private static final List<String> PATTERNS =
            List.of("", "%", "%%", "_", "\\%", "\\_", "\\\\", "\\", "a\\b'c", "'", "\"", "%a_b%", "\\\\%");
    private static final List<String> NAMES = List.of("a", "odd name", "it's", "in", "größe", "0", "", "\\", "x-y");

    private final RandomGenerator random;

    RandomFilter(RandomGenerator random) {
        this.random = random;
    }

    Condition condition(int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 9)) {
            case 0 -> new Condition.Compare(operand(2), any(List.of(Comparison.values())), operand(2));
            case 1 -> new Condition.Like(operand(1), requireNonNull(LikePattern.of(any(PATTERNS) + any(PATTERNS))));
            case 2 -> new Condition.In(operand(1), some(1, this::value));
            case 3 -> new Condition.Exists(reference());
            case 4 ->
                new Condition.Holds(
                        random.nextBoolean()
                                ? reference()
                                : new Operand.Literal(new Value.Truth(random.nextBoolean())));
            case 5 -> new Condition.Not(condition(depth - 1));
            default -> new Condition.Logic(any(List.of(Connective.values())), some(2, () -> condition(depth - 1)));
        };
    }

    private Operand operand(int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 4)) {
            case 0 -> new Operand.Literal(value());
            case 1, 2 -> reference();
            default -> new Operand.Call(any(List.of(Operand.Function.values())), operand(depth - 1));
        };
    }

    private Operand.Reference reference() {
        return random.nextBoolean()
                ? new Operand.Attribute(any(List.of("id", "source", "type", "subject", "5g", "region")))
                : new Operand.DataPath(some(0, this::step));
    }

    private Operand.Step step() {
        return random.nextInt(3) == 0 ? new Operand.Element(random.nextInt(12)) : new Operand.Member(any(NAMES));
    }

    private Value value() {
        return switch (random.nextInt(3)) {
            case 0 -> new Value.Text(any(TEXTS) + any(TEXTS));
            case 1 -> new Value.Number(new BigDecimal(any(List.of("0", "-1", "2.50", "12345678901234567890", "007"))));
            default -> new Value.Truth(random.nextBoolean());
        };
    }

    private <T> List<T> some(int least, Supplier<T> made) {
        return Stream.generate(made).limit(least + random.nextInt(3)).toList();
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
