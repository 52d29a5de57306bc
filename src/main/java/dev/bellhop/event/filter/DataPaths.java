package dev.bellhop.event.filter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.bellhop.event.EventData;
import dev.bellhop.event.filter.Operand.DataPath;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The places in the data that a filter asks for. All are found in one pass, and nothing else is kept of the data. */
final class DataPaths {

    /** Names in data come from anybody: the ones that were seen are not kept for ever. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            // One long number should not hide everything else.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final Place root = new Place();

    DataPaths(Set<DataPath> wanted) {
        for (DataPath path : wanted) {
            Place place = root;
            for (Operand.Step step : path.steps()) {
                place = switch (step) {
                    case Operand.Member(String name) -> place.members.computeIfAbsent(name, any -> new Place());
                    case Operand.Element(int index) -> place.elements.computeIfAbsent(index, any -> new Place());
                };
            }
            place.wanted = path;
        }
    }

    /** What stands at the places; those that are not there are not in the map. */
    Map<DataPath, Value> read(@Nullable EventData data) {
        Map<DataPath, Value> found = new HashMap<>();
        if (data == null) {
            return found;
        }
        if (data.base64()) {
            found.put(new DataPath(List.of()), Value.Nothing.OPAQUE);
            return found;
        }
        try (JsonParser json = JSON.createParser(data.text())) {
            json.nextToken();
            visit(root, json, found);
        } catch (IOException noJson) {
            // Only what is JSON gets into a log. Should it not be, nothing can be said about it.
            found.clear();
        }
        return found;
    }

    /** The value of an attribute that is kept as JSON. */
    static Value scalar(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            return value(json);
        } catch (IOException noJson) {
            return Value.Nothing.OPAQUE;
        }
    }

    private static void visit(Place place, JsonParser json, Map<DataPath, Value> found) throws IOException {
        if (place.wanted != null) {
            found.put(place.wanted, value(json));
        }
        if (json.currentToken() == JsonToken.START_OBJECT && !place.members.isEmpty()) {
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                step(place.members.get(name), json, found);
            }
        } else if (json.currentToken() == JsonToken.START_ARRAY && !place.elements.isEmpty()) {
            for (int index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
                step(place.elements.get(index), json, found);
            }
        } else {
            json.skipChildren();
        }
    }

    private static void step(@Nullable Place place, JsonParser json, Map<DataPath, Value> found) throws IOException {
        if (place == null) {
            json.skipChildren();
            return;
        }
        // Of a name that is there twice the last one counts, as with most readers of JSON.
        place.forget(found);
        visit(place, json, found);
    }

    private static Value value(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == null) {
            return Value.Nothing.ABSENT;
        }
        return switch (token) {
            case VALUE_STRING ->
                json.getTextLength() > FilterLimits.VALUE_LENGTH_MAX
                        ? Value.Nothing.OPAQUE
                        : new Value.Text(json.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                json.getTextLength() > FilterLimits.DATA_NUMBER_LENGTH_MAX
                        ? Value.Nothing.OPAQUE
                        : number(json.getText());
            case VALUE_TRUE -> new Value.Truth(true);
            case VALUE_FALSE -> new Value.Truth(false);
            case VALUE_NULL -> Value.Nothing.ABSENT;
            default -> Value.Nothing.OPAQUE;
        };
    }

    private static Value number(String digits) {
        try {
            return new Value.Number(new BigDecimal(digits));
        } catch (NumberFormatException beyondAllMeasure) {
            return Value.Nothing.OPAQUE;
        }
    }

    /** A node of the tree of all paths. */
    private static final class Place {
        private final Map<String, Place> members = new HashMap<>();
        private final Map<Integer, Place> elements = new HashMap<>();
        private @Nullable DataPath wanted;

        void forget(Map<DataPath, Value> found) {
            if (found.isEmpty()) {
                return;
            }
            if (wanted != null) {
                found.remove(wanted);
            }
            members.values().forEach(place -> place.forget(found));
            elements.values().forEach(place -> place.forget(found));
        }
    }
}
