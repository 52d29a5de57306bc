package dev.bellhop.operation;

import dev.bellhop.access.Vault;
import dev.bellhop.operation.json.SecretFields;
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
    private final Vault vault;

    /**
     * Refuses actions that could not be called, so that a mistake shows at the start.
     *
     * @param vault seals what is secret in inputs
     */
    public Actions(Iterable<? extends Action<?, ?>> actions, Vault vault) {
        this.vault = vault;
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

    /** The input as it is kept: what is secret in it is sealed. */
    String kept(Action<?, ?> action, String input) {
        return SecretFields.seal(input, action.secretFields(), vault);
    }

    /** The input as the action takes it. */
    public String opened(String kept) {
        return SecretFields.open(kept, vault);
    }

    /** In the order of their names. */
    public Collection<Action<?, ?>> all() {
        return byName.values();
    }

    public Optional<Action<?, ?>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
