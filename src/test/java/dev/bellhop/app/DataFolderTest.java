package dev.bellhop.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.access.Vault;
import dev.bellhop.app.config.StartRefused;
import dev.bellhop.testing.SeededRandom;
import io.quarkus.runtime.LaunchMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    private static final LaunchMode BEFORE = LaunchMode.current();

    @TempDir
    Path folder;

    private final RandomGenerator random = SeededRandom.of(1);

    /** Otherwise a refusal would end the process, as it does for users. */
    @BeforeAll
    static void refuse_with_an_exception() {
        LaunchMode.set(LaunchMode.TEST);
    }

    @AfterAll
    static void restore() {
        LaunchMode.set(BEFORE);
    }

    @Test
    void it_is_made_if_it_is_missing() throws IOException {
        Path missing = folder.resolve("a/b");
        try (DataFolder data = DataFolder.open(missing.toString())) {
            assertThat(data.path()).isDirectory().isEqualTo(missing.toRealPath());
            data.refuseNetworkFileSystem();
        }
    }

    @Test
    void it_belongs_to_one_at_a_time() throws IOException {
        try (DataFolder data = DataFolder.open(folder.toString())) {
            assertThatThrownBy(() -> DataFolder.open(folder + "/../" + folder.getFileName()))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContainingAll(
                            "Bellhop cannot start",
                            "another Bellhop",
                            data.path().toString());
        }
        DataFolder.open(folder.toString()).close();
    }

    @Test
    void the_key_is_made_once_and_for_its_owner_only() throws IOException {
        String key;
        try (DataFolder data = DataFolder.open(folder.toString())) {
            key = data.keys(random);
            assertThat(bytes(key)).hasSize(Vault.KEY_BYTES);
            assertThat(data.keys(random)).isEqualTo(key);
        }
        try (DataFolder again = DataFolder.open(folder.toString())) {
            assertThat(again.keys(SeededRandom.of(2))).isEqualTo(key);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("bellhop.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void the_name_of_the_node_stays_the_same_over_restarts() throws IOException {
        String name;
        try (DataFolder data = DataFolder.open(folder.toString())) {
            name = data.nodeId(random);
        }
        try (DataFolder again = DataFolder.open(folder.toString())) {
            assertThat(again.nodeId(random)).isEqualTo(name).startsWith("node-");
        }
    }

    @Test
    void what_a_crash_left_half_written_does_no_harm() throws IOException {
        Files.writeString(folder.resolve("bellhop.key.new"), "half");
        try (DataFolder data = DataFolder.open(folder.toString())) {
            assertThat(bytes(data.keys(random))).hasSize(Vault.KEY_BYTES);
        }
    }

    @Test
    void a_folder_that_cannot_be_is_refused_with_its_name() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        for (String name : new String[] {file.toString(), file + "/below", "/proc/bellhop", "a\0b"}) {
            assertThatThrownBy(() -> DataFolder.open(name))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContainingAll("bellhop.data=" + name, "another folder");
        }
    }

    private static byte[] bytes(String key) {
        return Base64.getDecoder().decode(key.strip());
    }
}
