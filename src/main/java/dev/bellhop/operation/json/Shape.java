package dev.bellhop.operation.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How values of one Java type look in JSON. */
interface Shape {

    /** As JSON Schema. */
    ObjectNode schema();

    /**
     * The value; {@code null} if it does not fit, and then at least one problem was added.
     *
     * @param node neither missing nor JSON's null
     */
    @Nullable
    Object read(JsonNode node, String path, List<FieldProblem> problems);

    JsonNode write(Object value);

    /** Notes that the node does not fit. */
    static @Nullable Object unfit(String path, String message, List<FieldProblem> problems) {
        problems.add(new FieldProblem(path, message));
        return null;
    }
}
