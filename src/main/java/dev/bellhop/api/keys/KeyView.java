package dev.bellhop.api.keys;

import dev.bellhop.access.Caller.KeyHolder;
import dev.bellhop.access.RequestRate;
import dev.bellhop.access.Right;
import dev.bellhop.access.keys.StoredKey;
import dev.bellhop.event.Timestamps;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What is shown of a key: never the key, and never its hash. What has no limit is left out. */
final class KeyView {

    private KeyView() {}

    static JsonObject created(StoredKey key) {
        JsonObject json = holder(key.holder(), "created").put("created", Timestamps.format(key.created()));
        put(json, "expires", key.expires());
        put(json, "lastUsed", key.lastUsed());
        return key.requestsPerSecond() == null ? json : json.put("requestsPerSecond", key.requestsPerSecond());
    }

    static JsonObject configured(KeyHolder holder, @Nullable RequestRate own) {
        JsonObject json = holder(holder, "configured");
        return own == null ? json : json.put("requestsPerSecond", own.perSecond());
    }

    private static JsonObject holder(KeyHolder holder, String origin) {
        JsonObject json = new JsonObject()
                .put("name", holder.name())
                .put("origin", origin)
                .put(
                        "rights",
                        texts(holder.rights().stream().sorted().map(Right::text).toList()));
        return holder.sources().isEmpty()
                ? json
                : json.put("sources", texts(holder.sources().stream().sorted().toList()));
    }

    private static void put(JsonObject json, String member, @Nullable Instant time) {
        if (time != null) {
            json.put(member, Timestamps.format(time));
        }
    }

    private static JsonArray texts(Collection<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
