package dev.bellhop.storage;

import dev.bellhop.access.CallbackUrl;
import dev.bellhop.access.signing.SigningKey;
import dev.bellhop.access.signing.SigningKeys;
import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.EventData;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Values that tests store. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-11-20T10:15:30.123456Z");

    private Samples() {}

    static CloudEvent event(String id) {
        return event(id, "/origin");
    }

    static CloudEvent event(String id, String origin) {
        return event(id, origin, EventData.json("{\"n\":1}"));
    }

    static CloudEvent event(String id, String origin, @Nullable EventData data) {
        return new CloudEvent(id, origin, "type", null, null, null, Map.of(), data, null);
    }

    /** Events with the ids {@code prefix1}, {@code prefix2} … */
    static List<CloudEvent> events(String prefix, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> event(prefix + number))
                .toList();
    }

    /** Always the same for the same number, and of another kind for the next. */
    static SigningKey signingKey(int number) {
        return SigningKey.generate(SigningKey.Kind.values()[number % 2], new Random(number));
    }

    static SigningKeys signingKeys(int number) {
        return SigningKeys.of(signingKey(number));
    }

    static CallbackUrl callback(String url) {
        return switch (CallbackUrl.parse(url)) {
            case CallbackUrl.Valid(CallbackUrl valid) -> valid;
            case CallbackUrl.Invalid(String reason) -> throw new AssertionError(reason);
        };
    }
}
