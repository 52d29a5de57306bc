package dev.bellhop.event.filter;

import dev.bellhop.event.Event;
import dev.bellhop.event.filter.Condition.Verdict;
import dev.bellhop.event.filter.Operand.DataPath;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says which events a caller wants, for example {@code type = 'order.placed' AND data.total > 100}.
 *
 * <p>The language is that of CloudEvents SQL, less what calculates, plus paths into JSON data; {@code docs/filters.md}
 * describes it. Filters with the same canonical text are equal.
 */
public final class EventFilter {

    private final String text;
    private final Condition condition;
    private final DataPaths paths;

    private EventFilter(String text, Condition condition) {
        this.text = text;
        this.condition = condition;
        Set<DataPath> wanted = new HashSet<>();
        collect(condition, wanted);
        this.paths = new DataPaths(wanted);
    }

    /** What became of a text. */
    public sealed interface Outcome {}

    public record Parsed(EventFilter filter) implements Outcome {}

    /**
     * The text is no filter.
     *
     * @param problem sentences for the one who wrote it: where, what was expected, and an example
     * @param column where the problem is; the first character of the filter has 1
     */
    public record Invalid(String problem, int column) implements Outcome {}

    /** Never throws, whatever the text. */
    public static Outcome parse(String filter) {
        if (filter.length() > FilterLimits.TEXT_LENGTH_MAX) {
            return tooLong("The filter has " + filter.length() + " characters");
        }
        try {
            Condition condition = FilterParser.parse(filter);
            String text = FilterText.of(condition);
            return text.length() > FilterLimits.TEXT_LENGTH_MAX
                    ? tooLong("Written with all its spaces the filter has " + text.length() + " characters")
                    : new Parsed(new EventFilter(text, condition));
        } catch (FilterRefused refused) {
            return refused.outcome();
        }
    }

    private static Invalid tooLong(String what) {
        int column = FilterLimits.TEXT_LENGTH_MAX + 1;
        return new Invalid(
                what + "; at most " + FilterLimits.TEXT_LENGTH_MAX
                        + " are allowed. For many values use IN: subject IN ('a', 'b').",
                column);
    }

    /** Whether the event is wanted. One about which that cannot be decided is not; nothing is ever thrown. */
    public boolean matches(Event event) {
        return new Evaluation(event, paths).of(condition) == Verdict.YES;
    }

    private static void collect(Condition condition, Set<DataPath> paths) {
        switch (condition) {
            case Condition.Logic logic -> logic.parts().forEach(part -> collect(part, paths));
            case Condition.Not(Condition negated) -> collect(negated, paths);
            case Condition.Compare compare ->
                List.of(compare.left(), compare.right()).forEach(each -> collect(each, paths));
            case Condition.Like like -> collect(like.operand(), paths);
            case Condition.In in -> collect(in.operand(), paths);
            case Condition.Exists exists -> collect(exists.reference(), paths);
            case Condition.Holds(Operand operand) -> collect(operand, paths);
        }
    }

    private static void collect(Operand operand, Set<DataPath> paths) {
        switch (operand) {
            case DataPath path -> paths.add(path);
            case Operand.Call call -> collect(call.argument(), paths);
            case Operand.Attribute attribute -> {}
            case Operand.Literal literal -> {}
        }
    }

    /** The filter as it was understood, for tests. */
    Condition condition() {
        return condition;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventFilter filter && filter.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The canonical text; reads back as an equal filter. */
    @Override
    public String toString() {
        return text;
    }
}
