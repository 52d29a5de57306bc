package dev.bellhop.connector.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Something in a definition, and where it stands.
 *
 * @param pointer JSON pointer (RFC 6901)
 */
record Place(String pointer, JsonNode node) {

    Place child(String name) {
        return new Place(pointer + '/' + name.replace("~", "~0").replace("/", "~1"), node.path(name));
    }

    Place child(int index) {
        return new Place(pointer + '/' + index, node.path(index));
    }

    /** The members of an object, or the items of an array; nothing of anything else. */
    List<Place> children() {
        List<Place> children = new ArrayList<>();
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                children.add(child(i));
            }
        } else {
            node.fieldNames().forEachRemaining(name -> children.add(child(name)));
        }
        return children;
    }

    boolean exists() {
        return !node.isMissingNode();
    }

    boolean has(String name) {
        return node.has(name);
    }

    String text(String name) {
        return node.path(name).asText("");
    }

    boolean is(String name, String value) {
        return node.path(name).asText("").equals(value);
    }

    /** The last part of the pointer, as it was written. */
    String name() {
        return pointer.substring(pointer.lastIndexOf('/') + 1)
                .replace("~1", "/")
                .replace("~0", "~");
    }
}
