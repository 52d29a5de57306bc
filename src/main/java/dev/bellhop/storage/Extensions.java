package dev.bellhop.storage;

import io.vertx.core.json.JsonArray;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Extension attributes in one column: an array of names and JSON values in turn, nothing if there are none. */
final class Extensions {

    private Extensions() {}

    static @Nullable String write(Map<String, String> extensions) {
        if (extensions.isEmpty()) {
            return null;
        }
        JsonArray pairs = new JsonArray();
        extensions.forEach((name, value) -> pairs.add(name).add(value));
        return pairs.encode();
    }

    static Map<String, String> read(@Nullable String column) {
        if (column == null) {
            return Map.of();
        }
        JsonArray pairs = new JsonArray(column);
        Map<String, String> extensions = new LinkedHashMap<>();
        for (int i = 0; i < pairs.size(); i += 2) {
            extensions.put(pairs.getString(i), pairs.getString(i + 1));
        }
        return extensions;
    }
}
