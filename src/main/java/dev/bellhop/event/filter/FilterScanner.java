package dev.bellhop.event.filter;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cuts the text of a filter into words. */
final class FilterScanner {

    private static final String DATA = "data";

    private static final List<String> SYMBOLS = List.of("<>", "<=", ">=", "!=", "<", ">", "=", "(", ")", ",");

    /** What people write who come from other languages. */
    private static final Map<String, String> HINTS = Map.of(
            "==", "Equality is written with one sign: type = 'order.placed'.",
            "&&", "Write AND: type = 'order.placed' AND data.total > 100.",
            "||", "Write OR: subject = 'a' OR subject = 'b'.",
            "+", "Filters compare, they do not calculate.",
            "-", "Filters compare, they do not calculate. A name with a hyphen is written data['order-no'].",
            "*", "Filters compare, they do not calculate. For parts of a text use LIKE: subject LIKE 'orders/%'.",
            "/", "Filters compare, they do not calculate. Texts stand in quotes: source = '/sources/inbox'.",
            "%", "Filters compare, they do not calculate. A pattern stands in quotes: subject LIKE 'orders/%'.",
            "!", "Write NOT: NOT (type = 'order.placed'), or != for unequal.",
            ".", "Only data has parts: data.customer.name.");

    private final String filter;
    private int at;

    private FilterScanner(String filter) {
        this.filter = filter;
    }

    /** The words in their order, the last one being the end. */
    static List<Token> scan(String filter) throws FilterRefused {
        FilterScanner scanner = new FilterScanner(filter);
        List<Token> tokens = new ArrayList<>();
        while (scanner.skipSpace()) {
            tokens.add(scanner.next());
        }
        tokens.add(new Token.End(scanner.column()));
        return tokens;
    }

    /** Whether a name can stand after a point, and needs no brackets. */
    static boolean isPlainName(String name) {
        return !name.isEmpty() && name.chars().allMatch(FilterScanner::isOfPlainName);
    }

    private static boolean isOfPlainName(int character) {
        return Character.isLetterOrDigit(character) || character == '_';
    }

    private Token next() throws FilterRefused {
        char character = filter.charAt(at);
        if (character == '\'' || character == '"') {
            return quoted();
        }
        if (isOfWord(character)) {
            return word();
        }
        boolean signed = (character == '-' || character == '+') && isDigit(at + 1);
        return signed ? number() : symbol();
    }

    private Token symbol() throws FilterRefused {
        for (String hinted : HINTS.keySet()) {
            if (filter.startsWith(hinted, at) && !filter.startsWith("!=", at)) {
                throw refused(FilterRefused.shown(hinted) + " has no meaning here. " + HINTS.get(hinted));
            }
        }
        int column = column();
        for (String symbol : SYMBOLS) {
            if (filter.startsWith(symbol, at)) {
                at += symbol.length();
                return new Token.Symbol(symbol, column);
            }
        }
        String unknown = Character.toString(filter.codePointAt(at));
        throw refused(FilterRefused.shown(unknown) + " has no meaning here. Texts stand in quotes: subject = 'a b'.");
    }

    private Token word() throws FilterRefused {
        int start = at;
        while (at < filter.length() && isOfWord(filter.charAt(at))) {
            at++;
        }
        String word = filter.substring(start, at);
        if (word.equals(DATA)) {
            return path(start + 1);
        }
        if (word.chars().allMatch(each -> each >= '0' && each <= '9')) {
            at = start;
            return number();
        }
        return new Token.Word(word, start + 1);
    }

    private Token number() throws FilterRefused {
        int start = at;
        at++;
        skipDigits();
        if (at < filter.length() && filter.charAt(at) == '.' && isDigit(at + 1)) {
            at++;
            skipDigits();
        }
        if (at - start > FilterLimits.NUMBER_LENGTH_MAX) {
            throw new FilterRefused(
                    start + 1,
                    "A number has at most " + FilterLimits.NUMBER_LENGTH_MAX + " characters, such as 12.50.");
        }
        return new Token.Digits(new BigDecimal(filter.substring(start, at)), start + 1);
    }

    private Token path(int column) throws FilterRefused {
        List<Operand.Step> steps = new ArrayList<>();
        while (at < filter.length() && (filter.charAt(at) == '.' || filter.charAt(at) == '[')) {
            if (steps.size() == FilterLimits.PATH_STEPS_MAX) {
                throw refused("A path has at most " + FilterLimits.PATH_STEPS_MAX + " steps, such as data.a.b[0].");
            }
            steps.add(filter.charAt(at++) == '.' ? member() : bracketed());
        }
        return new Token.Path(List.copyOf(steps), column);
    }

    private Operand.Step member() throws FilterRefused {
        int start = at;
        while (at < filter.length() && isOfPlainName(filter.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw refused("Expected a name after the point, as in data.customer.name; an odd one stands in brackets:"
                    + " data['odd name'].");
        }
        return new Operand.Member(filter.substring(start, at));
    }

    private Operand.Step bracketed() throws FilterRefused {
        boolean quoted = at < filter.length() && (filter.charAt(at) == '\'' || filter.charAt(at) == '"');
        Operand.Step step = quoted ? new Operand.Member(quoted().text()) : new Operand.Element(index());
        if (at == filter.length() || filter.charAt(at) != ']') {
            throw refused("Expected a closing bracket, as in data['odd name'] or data.items[0].");
        }
        at++;
        return step;
    }

    private int index() throws FilterRefused {
        int start = at;
        skipDigits();
        int length = at - start;
        int value = length == 0 || length > 9 ? -1 : Integer.parseInt(filter, start, at, 10);
        if (value < 0 || value > FilterLimits.PATH_INDEX_MAX) {
            throw new FilterRefused(
                    start + 1,
                    "Expected a name in quotes or an index from 0 to " + FilterLimits.PATH_INDEX_MAX
                            + ", as in data['odd name'] or data.items[0].");
        }
        return value;
    }

    /** A backslash keeps a quote or a backslash from its usual meaning; before others it is a backslash. */
    private Token.Quoted quoted() throws FilterRefused {
        int start = at;
        char quote = filter.charAt(at++);
        StringBuilder text = new StringBuilder();
        StringBuilder pattern = new StringBuilder();
        while (at < filter.length()) {
            char character = filter.charAt(at++);
            boolean pair = at < filter.length()
                    && (character == '\\'
                            ? filter.charAt(at) == quote || filter.charAt(at) == '\\'
                            : character == quote && filter.charAt(at) == quote);
            if (character == quote && !pair) {
                return new Token.Quoted(text.toString(), pattern.toString(), start + 1);
            }
            char meant = pair ? filter.charAt(at++) : character;
            text.append(meant);
            pattern.append(pair && meant == '\\' ? "\\\\" : meant);
        }
        throw new FilterRefused(
                start + 1, "The text that begins here has no end; close it with " + quote + ", as in 'order.placed'.");
    }

    private boolean skipSpace() {
        while (at < filter.length() && " \t\r\n".indexOf(filter.charAt(at)) >= 0) {
            at++;
        }
        return at < filter.length();
    }

    private void skipDigits() {
        while (isDigit(at)) {
            at++;
        }
    }

    private boolean isDigit(int index) {
        return index < filter.length() && filter.charAt(index) >= '0' && filter.charAt(index) <= '9';
    }

    private static boolean isOfWord(char character) {
        return character < 128 && isOfPlainName(character);
    }

    private int column() {
        return at + 1;
    }

    private FilterRefused refused(String problem) {
        return new FilterRefused(column(), problem);
    }
}
