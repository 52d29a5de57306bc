package dev.bellhop.event.filter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What yields a value. */
sealed interface Operand {

    /** What an event may have or not have. */
    sealed interface Reference extends Operand {}

    /** A text, number or truth value that stands in the filter. */
    record Literal(Value value) implements Operand {}

    /** A CloudEvents attribute, {@code source} meaning the publisher's. */
    record Attribute(String name) implements Reference {
        static final Attribute TIME = new Attribute("time");
    }

    /** A place in the JSON data; without steps all of it. */
    record DataPath(List<Step> steps) implements Reference {}

    record Call(Function function, Operand argument) implements Operand {}

    /** One step into JSON. */
    sealed interface Step {}

    record Member(String name) implements Step {}

    /** @param index the first element has 0 */
    record Element(int index) implements Step {}

    /** The functions, by the names that CESQL has for them. */
    enum Function {
        LOWER,
        UPPER,
        LENGTH;

        static Optional<Function> named(String name) {
            String wanted = name.toUpperCase(Locale.ROOT);
            for (Function each : values()) {
                if (each.name().equals(wanted)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }
    }
}
