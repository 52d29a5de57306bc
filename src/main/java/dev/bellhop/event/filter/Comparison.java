package dev.bellhop.event.filter;

import dev.bellhop.event.filter.Condition.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The six comparisons. */
enum Comparison {
    EQUAL("=", false, true, false),
    NOT_EQUAL("!=", true, false, true),
    LESS("<", true, false, false),
    AT_MOST("<=", true, true, false),
    GREATER(">", false, false, true),
    AT_LEAST(">=", false, true, true);

    private final String symbol;
    private final boolean less;
    private final boolean same;
    private final boolean greater;

    Comparison(String symbol, boolean less, boolean same, boolean greater) {
        this.symbol = symbol;
        this.less = less;
        this.same = same;
        this.greater = greater;
    }

    String symbol() {
        return symbol;
    }

    static @Nullable Comparison of(String symbol) {
        String wanted = symbol.equals("<>") ? "!=" : symbol;
        return Arrays.stream(values())
                .filter(each -> each.symbol.equals(wanted))
                .findFirst()
                .orElse(null);
    }

    /** Undecided if the two cannot be compared. */
    Verdict test(Value left, Value right) {
        return switch (this) {
            case EQUAL -> equal(left, right);
            case NOT_EQUAL -> equal(left, right).negated();
            case LESS, AT_MOST, GREATER, AT_LEAST -> ordered(left, right);
        };
    }

    /** As CESQL has it: the right side decides as what the left one is read. */
    private static Verdict equal(Value left, Value right) {
        if (left instanceof Value.Moment || right instanceof Value.Moment) {
            return same(Value.asInstant(left), Value.asInstant(right));
        }
        return switch (right) {
            case Value.Text text -> same(Value.asText(left), text.text());
            case Value.Number number -> same(Value.asNumber(left), number.number());
            case Value.Truth truth -> Value.asVerdict(left).xor(Verdict.of(!truth.truth()));
            case Value.Moment moment -> same(Value.asInstant(left), moment.instant());
            case Value.Nothing nothing -> Verdict.UNDECIDED;
        };
    }

    private Verdict ordered(Value left, Value right) {
        if (left instanceof Value.Moment || right instanceof Value.Moment) {
            return ordered(Value.asInstant(left), Value.asInstant(right));
        }
        BigDecimal leftNumber = Value.asNumber(left);
        BigDecimal rightNumber = Value.asNumber(right);
        if (leftNumber != null && rightNumber != null) {
            return ordered(leftNumber, rightNumber);
        }
        return left instanceof Value.Text(String leftText) && right instanceof Value.Text(String rightText)
                ? orderedTexts(leftText, rightText)
                : Verdict.UNDECIDED;
    }

    /** Two times are compared as times, since 10:15:30.5Z is later than 10:15:30Z, but stands before it as text. */
    private Verdict orderedTexts(String left, String right) {
        Instant leftTime = Value.asInstant(new Value.Text(left));
        Instant rightTime = Value.asInstant(new Value.Text(right));
        return leftTime != null && rightTime != null ? ordered(leftTime, rightTime) : ordered(left, right);
    }

    private <T extends Comparable<? super T>> Verdict ordered(@Nullable T left, @Nullable T right) {
        if (left == null || right == null) {
            return Verdict.UNDECIDED;
        }
        int order = left.compareTo(right);
        return Verdict.of(order < 0 ? less : order > 0 ? greater : same);
    }

    private static <T extends Comparable<? super T>> Verdict same(@Nullable T left, @Nullable T right) {
        return EQUAL.ordered(left, right);
    }
}
