package dev.bellhop.operation.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellhop.access.SecretText;
import dev.bellhop.access.Vault;
import java.util.Set;

/**
 * Inputs some fields of which nobody may read in the database: these are sealed together. An input that has any begins with
 * {@code {"$sealed":"…","$is":"…"}}; the second is a fingerprint, by which the same secrets are known without opening them.
 */
public final class SecretFields {

    /** How the text of an input begins that has sealed fields; what is sealed follows. */
    public static final String MARK = "{\"$sealed\":\"";

    private static final String SEALED = "$sealed";
    private static final String FINGERPRINT = "$is";
    private static final JsonMapper TREES = new JsonMapper();

    private SecretFields() {}

    /** Seals these fields of an input, as far as it has them. */
    public static String seal(String input, Set<String> fields, Vault vault) {
        if (fields.isEmpty() || !(tree(input) instanceof ObjectNode plain)) {
            return input;
        }
        ObjectNode secret = TREES.createObjectNode();
        plain.fieldNames().forEachRemaining(name -> {
            if (fields.contains(name)) {
                secret.set(name, plain.get(name));
            }
        });
        plain.remove(fields);
        return secret.isEmpty() ? input : sealed(secret, plain, vault);
    }

    /** The input as it was before it was sealed, perhaps with its fields in another order. */
    public static String open(String kept, Vault vault) {
        if (!kept.startsWith(MARK) || !(tree(kept) instanceof ObjectNode input)) {
            return kept;
        }
        JsonNode secret = secret(input, vault);
        return secret instanceof ObjectNode fields ? shown(input).setAll(fields).toString() : kept;
    }

    /** The same input, sealed with the current key; fails as {@link Vault#open} does. */
    public static String sealAnew(String kept, Vault vault) {
        if (!kept.startsWith(MARK) || !(tree(kept) instanceof ObjectNode input)) {
            return kept;
        }
        JsonNode secret = secret(input, vault);
        return sealed(secret, shown(input), vault);
    }

    /** What may be seen of it: without the fields that are sealed. */
    public static String shown(String kept) {
        return kept.startsWith(MARK) && tree(kept) instanceof ObjectNode input
                ? shown(input).toString()
                : kept;
    }

    /** Whether two inputs are the same, without opening them. Never so if they were sealed under different keys. */
    public static boolean isSame(String one, String other) {
        if (!one.startsWith(MARK) || !other.startsWith(MARK)) {
            return one.equals(other);
        }
        return tree(one) instanceof ObjectNode first
                && tree(other) instanceof ObjectNode second
                && first.without(SEALED).equals(second.without(SEALED));
    }

    private static String sealed(JsonNode secret, ObjectNode rest, Vault vault) {
        SecretText text = new SecretText(secret.toString());
        ObjectNode kept = TREES.createObjectNode();
        kept.put(SEALED, vault.seal(text));
        kept.put(FINGERPRINT, vault.fingerprint(text));
        return kept.<ObjectNode>setAll(rest).toString();
    }

    private static JsonNode secret(ObjectNode input, Vault vault) {
        return tree(vault.open(input.path(SEALED).asText()).reveal());
    }

    private static ObjectNode shown(ObjectNode input) {
        return input.remove(Set.of(SEALED, FINGERPRINT));
    }

    private static JsonNode tree(String json) {
        try {
            return TREES.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An input was kept that is no JSON", e);
        }
    }
}
