package dev.bellhop.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The schemas that Microsoft publishes for connectors; they are no part of this project, and are used if they lie beside it. */
public final class PublishedSchemas {

    private static final Path FOLDER = Path.of("..", "shared", "schemas");
    private static final Map<Path, JsonSchema> READ = new ConcurrentHashMap<>();

    private PublishedSchemas() {}

    public static void assertFits(String schema, JsonNode document) {
        Path file = FOLDER.resolve(schema);
        assumeTrue(Files.exists(file), () -> file + " is not there");
        assertThat(READ.computeIfAbsent(file, PublishedSchemas::schema).validate(document))
                .isEmpty();
    }

    private static JsonSchema schema(Path file) {
        try {
            // As they are published, they hold lines of comment.
            String text = Files.readString(file).replaceAll("(?m)^\\s*//.*$", "");
            VersionFlag version = text.contains("draft-04/schema") ? VersionFlag.V4 : VersionFlag.V7;
            ObjectNode schema = (ObjectNode) Trees.parse(text);
            if (version == VersionFlag.V7) {
                schema.remove("id"); // which is called $id there
            }
            return JsonSchemaFactory.getInstance(version).getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
