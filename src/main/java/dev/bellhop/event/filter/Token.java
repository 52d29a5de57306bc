package dev.bellhop.event.filter;

import java.math.BigDecimal;
import java.util.List;

/** A word of the language, with the column at which it begins. */
sealed interface Token {

    List<String> KEYWORDS = List.of("AND", "OR", "XOR", "NOT", "LIKE", "IN", "EXISTS", "TRUE", "FALSE");

    int column();

    /** A keyword, a function or an attribute. */
    record Word(String text, int column) implements Token {
        boolean is(String keyword) {
            return text.equalsIgnoreCase(keyword);
        }

        boolean isKeyword() {
            return KEYWORDS.stream().anyMatch(this::is);
        }
    }

    /** A place in the data, whole: there are no spaces in it. */
    record Path(List<Operand.Step> steps, int column) implements Token {}

    record Digits(BigDecimal number, int column) implements Token {}

    /**
     * Text between quotes.
     *
     * @param pattern the same for LIKE, where escapes have a meaning of their own
     */
    record Quoted(String text, String pattern, int column) implements Token {}

    record Symbol(String text, int column) implements Token {}

    record End(int column) implements Token {}

    /** As it is named in a problem. */
    default String shown() {
        return switch (this) {
            case Word word -> FilterRefused.shown(word.text());
            case Path path -> FilterRefused.shown(FilterText.of(new Operand.DataPath(path.steps())));
            case Digits digits -> FilterRefused.shown(digits.number().toPlainString());
            case Quoted quoted -> "the text " + FilterRefused.shown(quoted.text());
            case Symbol symbol -> FilterRefused.shown(symbol.text());
            case End end -> "the end of the filter";
        };
    }
}
