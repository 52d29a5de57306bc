package dev.bellhop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** What Bellhop is made of, as the build writes it down ({@code target/bom.json}). */
@DisabledIfSystemProperty(named = "skipChecks", matches = "|true", disabledReason = "no bill of materials is made then")
class SupplyIT {

    /** Licences that allow passing Bellhop on under its own. Of several one is enough. */
    private static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "Bouncy Castle Licence",
            "CC0-1.0",
            "EPL-2.0",
            "MIT",
            "MIT-0",
            "Public Domain");

    @Test
    void every_part_may_be_passed_on() throws IOException {
        assertThat(parts())
                .hasSizeGreaterThan(100)
                .allSatisfy(part -> assertThat(licences(part)).as(name(part)).anyMatch(ALLOWED::contains));
    }

    @Test
    void every_part_can_be_told_apart_from_a_forged_one() throws IOException {
        assertThat(parts())
                .allSatisfy(part -> assertThat(part.getJsonArray("hashes", new JsonArray()).stream()
                                .map(hash -> ((JsonObject) hash).getString("alg")))
                        .as(name(part))
                        .contains("SHA-256"));
    }

    /** A library that is there in two versions was overridden in one place only. */
    @Test
    void parts_of_one_library_are_of_one_version() throws IOException {
        for (String library : List.of("io.netty", "io.vertx", "com.fasterxml.jackson.core", "org.apache.sshd")) {
            assertThat(parts().stream()
                            .filter(part -> part.getString("group").equals(library))
                            .filter(part -> !part.getString("name").equals("jackson-annotations"))
                            .map(part -> part.getString("version"))
                            .distinct())
                    .as(library)
                    .hasSize(1);
        }
    }

    private static List<JsonObject> parts() throws IOException {
        JsonObject bill = new JsonObject(Files.readString(Path.of("target", "bom.json")));
        assertThat(bill.getString("bomFormat")).isEqualTo("CycloneDX");
        return bill.getJsonArray("components").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static String name(JsonObject part) {
        return part.getString("group") + ':' + part.getString("name") + ':' + part.getString("version");
    }

    private static List<String> licences(JsonObject part) {
        return part.getJsonArray("licenses", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .map(entry -> entry.getJsonObject("license"))
                .filter(Objects::nonNull)
                .flatMap(licence -> Stream.of(licence.getString("id", ""), licence.getString("name", "")))
                .toList();
    }
}
