package dev.bellhop.event.filter;

import dev.bellhop.event.filter.Condition.Connective;
import dev.bellhop.event.filter.Operand.Function;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a filter by recursive descent.
 *
 * <pre>
 * filter    = xors {OR xors}            xors = ands {XOR ands}            ands = negation {AND negation}
 * negation  = NOT negation | EXISTS reference | "(" filter ")" [test] | operand [test]
 * test      = comparison operand | [NOT] LIKE text | [NOT] IN "(" literal {"," literal} ")"
 * operand   = attribute | path | literal | function "(" operand ")"
 * </pre>
 */
final class FilterParser {

    private final FilterWords words;

    private FilterParser(FilterWords words) {
        this.words = words;
    }

    static Condition parse(String filter) throws FilterRefused {
        FilterParser parser = new FilterParser(new FilterWords(FilterScanner.scan(filter)));
        if (parser.words.peek() instanceof Token.End) {
            throw new FilterRefused(1, "The filter is empty. Leave it out to get every event." + FilterWords.EXAMPLE);
        }
        Condition condition = parser.logic(Connective.OR);
        if (!(parser.words.peek() instanceof Token.End)) {
            throw parser.words.unexpected("AND, OR or the end of the filter");
        }
        return condition;
    }

    private Condition logic(Connective connective) throws FilterRefused {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(connective == Connective.AND ? negation() : logic(Connective.values()[connective.ordinal() + 1]));
        } while (words.takeWord(connective.name()));
        return parts.size() == 1
                ? parts.getFirst()
                : words.counted(new Condition.Logic(connective, List.copyOf(parts)));
    }

    private Condition negation() throws FilterRefused {
        if (words.takeWord("NOT")) {
            words.enter();
            Condition negated = words.counted(new Condition.Not(negation()));
            words.leave();
            return negated;
        }
        if (words.takeWord("EXISTS")) {
            return exists();
        }
        if (words.takeSymbol("(")) {
            return inParentheses();
        }
        Token start = words.peek();
        Operand operand = operand("a condition, such as type = 'order.placed'");
        Condition test = test(operand, start);
        return test != null ? test : holds(operand, start);
    }

    private Condition exists() throws FilterRefused {
        boolean open = words.takeSymbol("(");
        Token start = words.peek();
        if (!(operand("an attribute or a path after EXISTS") instanceof Operand.Reference reference)) {
            throw refused(start, "EXISTS asks for an attribute or a path: EXISTS subject, EXISTS data.customer.");
        }
        if (open) {
            words.expect(")");
        }
        return words.counted(new Condition.Exists(reference));
    }

    /** A condition; or only a value in needless parentheses, of which something is said after them. */
    private Condition inParentheses() throws FilterRefused {
        words.enter();
        Token start = words.peek();
        Condition inner = logic(Connective.OR);
        words.expect(")");
        words.leave();
        Condition test = inner instanceof Condition.Holds(Operand operand) ? test(operand, start) : null;
        return test != null ? test : inner;
    }

    private @Nullable Condition test(Operand left, Token start) throws FilterRefused {
        Token token = words.peek();
        Comparison comparison = token instanceof Token.Symbol(String text, int column) ? Comparison.of(text) : null;
        if (comparison != null) {
            words.skip();
            Token second = words.peek();
            Operand right = operand("a value after " + comparison.symbol() + ", such as 1000, 'text' or data.total");
            checkTime(left, right, second.column());
            checkTime(right, left, start.column());
            return words.counted(new Condition.Compare(left, comparison, right));
        }
        boolean negated = words.takeWord("NOT");
        if (words.takeWord("LIKE")) {
            return negated(negated, like(left));
        }
        if (words.takeWord("IN")) {
            return negated(negated, in(left));
        }
        if (negated) {
            throw words.unexpected("LIKE or IN after NOT");
        }
        if (token instanceof Token.Word word && (word.is("IS") || word.is("BETWEEN"))) {
            throw refused(
                    token,
                    word.is("IS")
                            ? "IS is not known. Ask for presence with EXISTS data.total or NOT EXISTS data.total."
                            : "BETWEEN is not known. Write data.total >= 10 AND data.total <= 20.");
        }
        return null;
    }

    private Condition negated(boolean negated, Condition condition) throws FilterRefused {
        return negated ? words.counted(new Condition.Not(condition)) : condition;
    }

    private Condition like(Operand operand) throws FilterRefused {
        if (!(words.peek() instanceof Token.Quoted quoted)) {
            throw words.unexpected("a pattern in quotes after LIKE, such as 'orders/%'");
        }
        words.skip();
        LikePattern pattern = LikePattern.of(quoted.pattern());
        if (pattern == null) {
            throw refused(quoted, "A pattern has at most " + FilterLimits.LIKE_PATTERN_MAX + " characters.");
        }
        return words.counted(new Condition.Like(operand, pattern));
    }

    private Condition in(Operand operand) throws FilterRefused {
        words.expect("(");
        List<Value> values = new ArrayList<>();
        do {
            Token item = words.peek();
            if (values.size() == FilterLimits.IN_LIST_MAX) {
                throw refused(item, "A list has at most " + FilterLimits.IN_LIST_MAX + " values.");
            }
            Value value = literal();
            if (value == null) {
                throw words.unexpected("a text, a number, TRUE or FALSE in the list, as in IN ('a', 'b')");
            }
            checkTime(operand, new Operand.Literal(value), item.column());
            values.add(value);
        } while (words.takeSymbol(","));
        words.expect(")");
        return words.counted(new Condition.In(operand, List.copyOf(values)));
    }

    private Condition holds(Operand operand, Token start) throws FilterRefused {
        boolean canBeTruth = operand instanceof Operand.Reference
                || operand instanceof Operand.Literal(Value value) && value instanceof Value.Truth;
        if (!canBeTruth) {
            throw refused(
                    start,
                    start.shown() + " alone is no condition; compare it with something, as in"
                            + " LOWER(subject) = 'a' or data.total > 100.");
        }
        return words.counted(new Condition.Holds(operand));
    }

    /** Refuses what can never be true: the time of an event compared with something that is no time. */
    private static void checkTime(Operand operand, Operand other, int column) throws FilterRefused {
        boolean never = operand.equals(Operand.Attribute.TIME)
                && other instanceof Operand.Literal(Value value)
                && Value.asInstant(value) == null;
        if (never) {
            throw new FilterRefused(
                    column,
                    "time is compared with a time that has a date, hours, minutes and a zone, in quotes:"
                            + " time >= '2026-11-20T10:15:00Z'. For whole days use LIKE: time LIKE '2026-11-20%'.");
        }
    }

    private Operand operand(String expected) throws FilterRefused {
        Value literal = literal();
        if (literal != null) {
            return words.counted(new Operand.Literal(literal));
        }
        return switch (words.peek()) {
            case Token.Path path -> {
                words.skip();
                yield words.counted(new Operand.DataPath(path.steps()));
            }
            case Token.Word word
            when words.peekNext() instanceof Token.Symbol next && next.text().equals("(") && !word.isKeyword() ->
                call(word);
            case Token.Word word when !word.isKeyword() -> attribute(word);
            default -> throw words.unexpected(expected);
        };
    }

    /** {@code null} if none comes next. */
    private @Nullable Value literal() {
        Value value = switch (words.peek()) {
            case Token.Quoted quoted -> new Value.Text(quoted.text());
            case Token.Digits digits -> new Value.Number(digits.number());
            case Token.Word word when word.is("TRUE") || word.is("FALSE") -> new Value.Truth(word.is("TRUE"));
            default -> null;
        };
        if (value != null) {
            words.skip();
        }
        return value;
    }

    private Operand attribute(Token.Word word) throws FilterRefused {
        if (word.is("null")) {
            throw refused(word, "null is not known. Ask for presence with EXISTS data.total or NOT EXISTS data.total.");
        }
        if (!word.text().chars().allMatch(each -> each >= 'a' && each <= 'z' || each >= '0' && each <= '9')) {
            throw refused(
                    word,
                    word.shown() + " is no name of an attribute: these have lower-case letters and digits"
                            + " only. What is in the payload is written "
                            + FilterRefused.shown("data." + word.text()) + ", a text in quotes.");
        }
        words.skip();
        return words.counted(new Operand.Attribute(word.text()));
    }

    private Operand call(Token.Word word) throws FilterRefused {
        Function function = Function.named(word.text())
                .orElseThrow(() -> refused(
                        word,
                        "There is no function " + word.shown()
                                + ". There are LOWER, UPPER and LENGTH, as in LOWER(subject) = 'a'."));
        words.skip();
        words.expect("(");
        words.enter();
        Operand argument = operand("a value, as in " + function + "(subject)");
        words.leave();
        words.expect(")");
        return words.counted(new Operand.Call(function, argument));
    }

    private static FilterRefused refused(Token token, String problem) {
        return new FilterRefused(token.column(), problem);
    }
}
