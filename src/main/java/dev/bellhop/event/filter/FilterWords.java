package dev.bellhop.event.filter;

import java.util.List;

/** The words of a filter while they are read: which comes next, and how much has been made of those before. */
final class FilterWords {

    static final String EXAMPLE = " Example: type = 'order.placed' AND data.total > 100";

    private final List<Token> tokens;
    private int at;
    private int depth;
    private int nodes;

    /** @param tokens ending with {@link Token.End} */
    FilterWords(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    /** The word after the next one; only if the next one is not the end. */
    Token peekNext() {
        return tokens.get(at + 1);
    }

    void skip() {
        at++;
    }

    boolean takeWord(String keyword) {
        boolean taken = peek() instanceof Token.Word word && word.is(keyword);
        at += taken ? 1 : 0;
        return taken;
    }

    boolean takeSymbol(String symbol) {
        boolean taken = peek() instanceof Token.Symbol(String text, int column) && text.equals(symbol);
        at += taken ? 1 : 0;
        return taken;
    }

    void expect(String symbol) throws FilterRefused {
        if (!takeSymbol(symbol)) {
            throw unexpected(FilterRefused.shown(symbol));
        }
    }

    /** Before something that may hold itself, so that no filter exhausts the stack. */
    void enter() throws FilterRefused {
        if (++depth > FilterLimits.DEPTH_MAX) {
            throw refused("Parentheses, NOTs and functions are nested more than " + FilterLimits.DEPTH_MAX
                    + " deep. For many values use IN: subject IN ('a', 'b').");
        }
    }

    void leave() {
        depth--;
    }

    <T> T counted(T node) throws FilterRefused {
        if (++nodes > FilterLimits.NODES_MAX) {
            throw refused("The filter has more than " + FilterLimits.NODES_MAX
                    + " conditions and values. For many values use IN: subject IN ('a', 'b').");
        }
        return node;
    }

    FilterRefused unexpected(String expected) {
        return refused("Expected " + expected + ", but found " + peek().shown() + '.' + EXAMPLE);
    }

    private FilterRefused refused(String problem) {
        return new FilterRefused(peek().column(), problem);
    }
}
