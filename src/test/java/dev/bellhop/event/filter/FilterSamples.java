package dev.bellhop.event.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import dev.bellhop.event.EventData;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events to filter, and filters that must be right. */
final class FilterSamples {

    static final String ORDER = """
            {"no":4711,"total":1250.50,"urgent":true,"big":12345678901234567890,"tiny":1e-3,"huge":1e999999999,
             "zip":"01234","code":"12e7","note":null,"lastModified":"2026-11-20T10:15:30Z",
             "customer":{"name":"Ada O'Neil","vip":"TRUE"},"items":[{"sku":"A-1"},{"sku":"B-2","count":3}],
             "odd name":"x","it's":1,"back\\\\slash":2,"größe":3,"in":{"like":7},"empty":"","smile":"a😀b",
             "twice":{"old":1},"twice":{"new":2}}\
            """;

    private FilterSamples() {}

    static Event order() {
        return event(EventData.json(ORDER));
    }

    static Event event(@Nullable EventData data) {
        CloudEvent what = new CloudEvent(
                "o-1",
                "/shop",
                "order.placed",
                "orders/4711",
                Instant.parse("2026-11-20T10:15:30.5Z"),
                "application/json",
                Map.of("hop", "2", "ttl", "\"10\"", "sampled", "true", "region", "\"eu_west\"", "5g", "\"yes\""),
                data,
                null);
        return new Event("orders", 42, Instant.parse("2026-11-20T10:15:31Z"), what);
    }

    static EventFilter filter(String text) {
        EventFilter.Outcome outcome = EventFilter.parse(text);
        assertThat(outcome).as(text).isInstanceOf(EventFilter.Parsed.class);
        return ((EventFilter.Parsed) outcome).filter();
    }
}
