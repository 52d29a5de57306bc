package dev.bellhop.event.filter;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a filter in its one canonical form, which reads back as the same filter.
 *
 * <p>It has no more parentheses than were needed to write the filter in the first place, so that it is never too deep.
 */
final class FilterText {

    private FilterText() {}

    static String of(Condition condition) {
        return switch (condition) {
            case Condition.Logic(Condition.Connective connective, List<Condition> parts) ->
                parts.stream()
                        .map(part -> isLooser(part, connective) ? '(' + of(part) + ')' : of(part))
                        .collect(Collectors.joining(" " + connective + ' '));
            case Condition.Not(Condition.Like like) -> of(like.operand()) + " NOT" + ending(like);
            case Condition.Not(Condition.In in) -> of(in.operand()) + " NOT" + ending(in);
            case Condition.Not(Condition.Logic logic) -> "NOT (" + of(logic) + ')';
            case Condition.Not(Condition negated) -> "NOT " + of(negated);
            case Condition.Compare(Operand left, Comparison comparison, Operand right) ->
                of(left) + ' ' + comparison.symbol() + ' ' + of(right);
            case Condition.Like like -> of(like.operand()) + ending(like);
            case Condition.In in -> of(in.operand()) + ending(in);
            case Condition.Exists(Operand.Reference reference) -> "EXISTS " + of(reference);
            case Condition.Holds(Operand operand) -> of(operand);
        };
    }

    private static boolean isLooser(Condition part, Condition.Connective around) {
        return part instanceof Condition.Logic logic && logic.connective().compareTo(around) <= 0;
    }

    private static String ending(Condition.Like like) {
        return " LIKE '" + like.pattern().toString().replace("'", "\\'") + '\'';
    }

    private static String ending(Condition.In in) {
        return in.values().stream().map(FilterText::of).collect(Collectors.joining(", ", " IN (", ")"));
    }

    static String of(Operand operand) {
        return switch (operand) {
            case Operand.Literal(Value value) -> of(value);
            case Operand.Attribute(String name) -> name;
            case Operand.DataPath(List<Operand.Step> steps) ->
                steps.stream().map(FilterText::of).collect(Collectors.joining("", "data", ""));
            case Operand.Call(Operand.Function function, Operand argument) ->
                function.name() + '(' + of(argument) + ')';
        };
    }

    private static String of(Operand.Step step) {
        return switch (step) {
            case Operand.Element(int index) -> "[" + index + ']';
            case Operand.Member(String name) -> FilterScanner.isPlainName(name) ? '.' + name : '[' + quoted(name) + ']';
        };
    }

    private static String of(Value value) {
        return switch (value) {
            case Value.Text(String text) -> quoted(text);
            case Value.Number number -> number.number().toPlainString();
            case Value.Truth(boolean truth) -> truth ? "TRUE" : "FALSE";
            case Value.Moment moment -> throw new IllegalStateException("A filter holds times as texts: " + moment);
            case Value.Nothing nothing -> throw new IllegalStateException("A filter holds no value that is " + nothing);
        };
    }

    private static String quoted(String text) {
        return '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'';
    }
}
