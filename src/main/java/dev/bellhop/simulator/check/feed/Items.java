package dev.bellhop.simulator.check.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Finds the items in what was polled or posted. */
public final class Items {

    /** Strict: one value, and nothing after it. */
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Items() {}

    /** The elements of an array, or the body as one item; a blank body has none. */
    public static List<String> in(String body) {
        if (body.isBlank()) {
            return List.of();
        }
        return json(body)
                .filter(JsonNode::isArray)
                .map(array -> StreamSupport.stream(array.spliterator(), false)
                        .map(JsonNode::toString)
                        .toList())
                .orElseGet(() -> List.of(body));
    }

    /** The body as JSON; empty if it is none. */
    public static Optional<JsonNode> json(String body) {
        try {
            return Optional.ofNullable(JSON.readTree(body)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException none) {
            return Optional.empty();
        }
    }

    /** In how many of the items the marker stands. */
    public static long count(List<String> items, String marker) {
        return items.stream().filter(item -> item.contains(marker)).count();
    }
}
