package dev.bellhop.event.filter;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import dev.bellhop.event.filter.Condition.Verdict;
import dev.bellhop.event.filter.Operand.DataPath;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One filter asked about one event. The data is read when it is first asked for, and once. */
final class Evaluation {

    private final Event event;
    private final DataPaths paths;
    private @Nullable Map<DataPath, Value> data;

    Evaluation(Event event, DataPaths paths) {
        this.event = event;
        this.paths = paths;
    }

    Verdict of(Condition condition) {
        return switch (condition) {
            case Condition.Logic logic -> logic(logic);
            case Condition.Not(Condition negated) -> of(negated).negated();
            case Condition.Compare(Operand left, Comparison comparison, Operand right) ->
                comparison.test(value(left), value(right));
            case Condition.Like(Operand operand, LikePattern pattern) -> like(Value.asText(value(operand)), pattern);
            case Condition.In(Operand operand, List<Value> values) -> in(value(operand), values);
            case Condition.Exists(Operand.Reference reference) -> Verdict.of(value(reference) != Value.Nothing.ABSENT);
            case Condition.Holds(Operand operand) -> Value.asVerdict(value(operand));
        };
    }

    /** What is decided by one part is decided: the parts after it are not looked at. */
    private Verdict logic(Condition.Logic logic) {
        return switch (logic.connective()) {
            case AND -> firstOrElse(Verdict.NO, logic.parts());
            case OR -> firstOrElse(Verdict.YES, logic.parts());
            case XOR -> logic.parts().stream().map(this::of).reduce(Verdict.NO, Verdict::xor);
        };
    }

    private Verdict firstOrElse(Verdict deciding, List<Condition> parts) {
        Verdict result = deciding.negated();
        for (Condition part : parts) {
            Verdict verdict = of(part);
            if (verdict == deciding) {
                return deciding;
            }
            result = verdict == Verdict.UNDECIDED ? verdict : result;
        }
        return result;
    }

    private static Verdict like(@Nullable String text, LikePattern pattern) {
        return text == null ? Verdict.UNDECIDED : Verdict.of(pattern.matches(text));
    }

    /** As CESQL has it: the values of the list are read as what stands before IN. */
    private static Verdict in(Value value, List<Value> values) {
        Verdict result = Verdict.NO;
        for (Value each : values) {
            Verdict equal = Comparison.EQUAL.test(each, value);
            if (equal == Verdict.YES) {
                return equal;
            }
            result = equal == Verdict.UNDECIDED ? equal : result;
        }
        return result;
    }

    private Value value(Operand operand) {
        return switch (operand) {
            case Operand.Literal(Value value) -> value;
            case Operand.Attribute(String name) -> attribute(name);
            case DataPath path -> data().getOrDefault(path, Value.Nothing.ABSENT);
            case Operand.Call(Operand.Function function, Operand argument) -> call(function, value(argument));
        };
    }

    private Value attribute(String name) {
        CloudEvent what = event.what();
        return switch (name) {
            case "specversion" -> new Value.Text("1.0");
            case "id" -> text(what.id());
            case "source" -> text(what.origin());
            case "type" -> text(what.type());
            case "subject" -> text(what.subject());
            case "time" -> new Value.Moment(event.time());
            case "sequence" -> new Value.Text(Long.toString(event.position()));
            case "datacontenttype" -> text(what.dataContentType());
            default -> {
                String json = what.extensions().get(name);
                yield json == null ? Value.Nothing.ABSENT : DataPaths.scalar(json);
            }
        };
    }

    private static Value text(@Nullable String text) {
        return text == null ? Value.Nothing.ABSENT : new Value.Text(text);
    }

    private Map<DataPath, Value> data() {
        Map<DataPath, Value> found = data;
        if (found == null) {
            found = paths.read(event.what().data());
            data = found;
        }
        return found;
    }

    private static Value call(Operand.Function function, Value argument) {
        String text = Value.asText(argument);
        if (text == null) {
            return argument;
        }
        return switch (function) {
            case LOWER -> new Value.Text(text.toLowerCase(Locale.ROOT));
            case UPPER -> new Value.Text(text.toUpperCase(Locale.ROOT));
            case LENGTH -> new Value.Number(BigDecimal.valueOf(text.codePointCount(0, text.length())));
        };
    }
}
