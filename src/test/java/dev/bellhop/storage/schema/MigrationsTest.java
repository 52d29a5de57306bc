package dev.bellhop.storage.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void the_list_of_scripts_is_what_the_folder_holds(String database) throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(Migrations.class.getClassLoader().getResource("db/" + database));
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            assertThat(names).containsExactlyInAnyOrderElementsOf(Migrations.SCRIPTS);
        }
    }
}
