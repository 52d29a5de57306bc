package dev.bellhop.operation;

import dev.bellhop.operation.json.Shapes;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The actions there are, by name. */
public final class Actions {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    private final Map<String, Action<?, ?>> byName = new TreeMap<>();

    /** Refuses actions that could not be called, so that a mistake shows at the start. */
    public Actions(Iterable<? extends Action<?, ?>> actions) {
        for (Action<?, ?> action : actions) {
            String name = action.name();
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("The action name '" + name + "' must match " + NAME);
            }
            if (byName.put(name, action) != null) {
                throw new IllegalArgumentException("There are two actions '" + name + "'");
            }
            if (!action.timeLimit().isPositive()) {
                throw new IllegalArgumentException("The action '" + name + "' needs a time limit above zero");
            }
            Shapes.check(action.inputType());
            Shapes.check(action.outputType());
        }
    }

    /** In the order of their names. */
    public Collection<Action<?, ?>> all() {
        return byName.values();
    }

    public Optional<Action<?, ?>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
