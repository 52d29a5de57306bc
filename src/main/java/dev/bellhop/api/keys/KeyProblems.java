package dev.bellhop.api.keys;

import dev.bellhop.api.edge.Problem;
import java.util.Collection;
import java.util.Map;

/** What can be wrong with a wish about keys, besides what can be wrong with any request. */
public final class KeyProblems {

    private KeyProblems() {}

    public static Problem beyondOwnRights(Collection<String> rights) {
        return new Problem(
                Problem.TYPES + "beyond-own-rights",
                403,
                "Beyond own rights",
                "Nobody can give what it does not have: the caller lacks " + String.join(", ", rights)
                        + ". Ask for less, or have somebody with these rights create the key.",
                Map.of("rights", rights));
    }

    public static Problem localMode() {
        return conflict(
                "local-mode",
                "Local mode",
                "In local mode no request needs a key, so none is created: the configuration decides that there is a"
                        + " server mode. Configure a first key (bellhop keys new NAME prints the lines) and restart;"
                        + " with it, create others.");
    }

    public static Problem keyExists(String name) {
        return conflict(
                "key-exists",
                "Key exists",
                "There is a key named '" + name + "' already. Choose another name, or revoke that key first.");
    }

    public static Problem keyConfigured(String name) {
        return conflict(
                "key-configured",
                "Key configured",
                "The key '" + name + "' stands in the configuration and cannot be revoked here. Remove"
                        + " bellhop.api-keys." + name + " from the configuration, and restart.");
    }

    public static Problem tooManyKeys(int max) {
        return conflict(
                "too-many-keys",
                "Too many keys",
                "There are " + max + " created keys, which is the most there may be. Revoke some first.");
    }

    public static Problem unknownKey() {
        return new Problem(
                Problem.TYPES + "unknown-key", 404, "Unknown key", "There is no key of this name.", Map.of());
    }

    private static Problem conflict(String type, String title, String detail) {
        return new Problem(Problem.TYPES + type, 409, title, detail, Map.of());
    }
}
