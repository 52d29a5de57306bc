package dev.bellhop.operation.action.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.Operations.Request;
import dev.bellhop.operation.action.Acting;
import dev.bellhop.operation.action.archive.ArchivePart.Skipped;
import dev.bellhop.operation.action.files.Folders;
import dev.bellhop.operation.engine.World;
import dev.bellhop.operation.store.OperationChoice;
import dev.bellhop.source.Source;
import dev.bellhop.source.Sources;
import dev.bellhop.source.content.FileMoves;
import dev.bellhop.source.content.FileUploads;
import dev.bellhop.source.file.FileFilter;
import dev.bellhop.source.file.FolderSettings;
import dev.bellhop.testing.SeededIds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One zip file of many files. */
class FilesArchiveTest {

    private static final PartSize TWO_FILES = new PartSize(2, 1 << 20);

    @TempDir
    Path temp;

    private Path root;
    private Acting acting;

    @BeforeEach
    void begin() throws IOException {
        root = Files.createDirectory(temp.resolve("inbox"));
        acting = Acting.forever(world(root, TWO_FILES));
    }

    private static Sources sources(Path root) {
        return new Sources(List.of(new Source.Directory(
                "inbox",
                "",
                "",
                new FolderSettings(
                        root,
                        FileFilter.of(List.of(), List.of("*.tmp")),
                        true,
                        Duration.ofSeconds(1),
                        Duration.ZERO))));
    }

    private static World world(Path root, PartSize size) {
        FileMoves moves = new FileMoves(new FileUploads(new SeededIds(7), 1_000));
        return World.inOrder(
                new FilesArchive(new Folders(sources(root)), moves, new SeededIds(8), size, ZipFormat.STANDARD));
    }

    @Test
    void all_files_below_a_prefix_are_in_it_in_the_order_of_their_paths() throws IOException {
        put("2026/11/b.txt", "bb");
        put("2026/11/a/ü.txt", "a");
        put("2026/11/empty", "");
        put("2026/11/c.tmp", "not watched");
        put("2026/12/d.txt", "elsewhere");
        put("2026/11/.bellhop-upload-1", "under way");

        FilesArchive.Output output = archive("2026/11/", "2026/11/all.zip", "");

        assertThat(zip("2026/11/all.zip"))
                .containsExactly(Map.entry("a/ü.txt", "a"), Map.entry("b.txt", "bb"), Map.entry("empty", ""));
        assertThat(output.files()).isEqualTo(3);
        assertThat(output.bytes()).isEqualTo(3);
        assertThat(output.size()).isEqualTo(Files.size(root.resolve("2026/11/all.zip")));
        assertThat(output.skipped()).isEmpty();
        assertThat(root.resolve(WorkFolder.ALL)).doesNotExist();
    }

    @Test
    void it_is_never_in_itself_and_replaces_another_one_only_if_that_is_asked_for() throws IOException {
        put("a", "1");
        archive("", "z/all.zip", "");
        put("b", "2");
        assertThat(acting.failure("files-archive", input("", "z/all.zip", ",\"overwrite\":false")))
                .isEqualTo("file-exists");
        archive("", "z/all.zip", ",\"overwrite\":true");
        assertThat(zip("z/all.zip").keySet()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../all.zip", "/all.zip", ".bellhop-all.zip", "a.tmp", "a/b.zip", "folder", "a\\\\b.zip"})
    void a_place_that_cannot_be_is_refused_at_once(String to) throws IOException {
        put("a", "a file, and no folder");
        put("folder/x", "");
        assertThat(acting.failure("files-archive", input("", to, ",\"overwrite\":true")))
                .isEqualTo("file-refused");
        assertThat(root.resolve(WorkFolder.ALL)).doesNotExist();
    }

    @Test
    void one_that_found_nothing_looks_again_when_it_is_rewound() throws IOException {
        String id = acting.start("files-archive", input("b", "all.zip", ""));
        assertThat(acting.world.operation(id).error().code()).isEqualTo("nothing-found");
        put("b", "2");

        acting.alive.later(acting.alive.operations.rewind(id));
        acting.settle();

        assertThat(acting.output(id, FilesArchive.Output.class).files()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "Order 17", "con", "00000000-1"})
    void ids_of_any_kind_have_folders_of_their_own(String id) throws IOException {
        put("kept", "1");
        for (String each : List.of(id, id.repeat(60).substring(0, Math.min(id.length() * 60, 256)))) {
            WorkFolder folder = new WorkFolder(root, each);
            folder.make(root);
            assertThat(folder.file("x").getParent().getParent()).isEqualTo(root.resolve(WorkFolder.ALL));
            assertThat(WorkFolder.of(root)).extracting(WorkFolder::operation).containsExactly(each);
            WorkFolder.of(root).getFirst().delete();
            assertThat(root.toFile().list()).containsExactly("kept");
        }
    }

    @Test
    void nothing_to_be_archived_is_a_failure_and_is_tidied_up() throws IOException {
        put("a", "1");
        assertThat(acting.failure("files-archive", input("b", "all.zip", ""))).isEqualTo("nothing-found");
        sweep();
        assertThat(root.resolve(WorkFolder.ALL)).doesNotExist();
        assertThat(root.resolve("all.zip")).doesNotExist();
    }

    @Test
    void what_cannot_be_taken_is_told() throws IOException {
        put("a", "1");
        put("back\\slash", "2");
        for (int i = 0; i < 150; i++) {
            put("odd\\" + i, "");
        }
        FilesArchive.Output output = archive("", "all.zip", "");
        assertThat(output.files()).isEqualTo(1);
        assertThat(output.skippedCount()).isEqualTo(151);
        assertThat(output.skipped()).hasSize(ArchivePart.SKIPPED_TOLD_MAX);
        assertThat(output.skipped().getFirst())
                .isEqualTo(new Skipped("back\\slash", "its name means something else on other systems"));
    }

    @Test
    void hundreds_of_files_are_many_steps_and_one_archive() throws IOException {
        acting = Acting.forever(world(root, new PartSize(20, 1 << 20)));
        for (int i = 0; i < 800; i++) {
            put("f" + i % 10 + "/" + i, "content " + i);
        }
        FilesArchive.Output output = archive("", "all.zip", "");
        assertThat(output.files()).isEqualTo(800);
        Map<String, String> zip = zip("all.zip");
        assertThat(zip).hasSize(800).containsEntry("f9/799", "content 799");
        assertThat(List.copyOf(zip.keySet())).isSorted();
    }

    @Test
    void a_crash_anywhere_changes_nothing() {
        Acting.everywhere(this::course);
    }

    private int course(int deathAfter) {
        try {
            Path own = Files.createTempDirectory(temp, "crash");
            for (String name : List.of("a", "b", "c", "d/e", "d/f")) {
                Files.createDirectories(own.resolve(name).getParent());
                Files.writeString(own.resolve(name), name.repeat(3));
            }
            Acting mortal = new Acting(world(own, TWO_FILES), deathAfter);
            FilesArchive.Output output =
                    mortal.run("files-archive", input("", "d/all.zip", ""), FilesArchive.Output.class);
            assertThat(output.files()).as("died after %d tasks", deathAfter).isEqualTo(5);
            assertThat(own.toFile().list()).containsExactlyInAnyOrder("a", "b", "c", "d");
            assertThat(own.resolve("d").toFile().list()).containsExactlyInAnyOrder("e", "f", "all.zip");
            assertThat(zip(own.resolve("d/all.zip")))
                    .containsExactly(
                            Map.entry("a", "aaa"),
                            Map.entry("b", "bbb"),
                            Map.entry("c", "ccc"),
                            Map.entry("d/e", "d/ed/ed/e"),
                            Map.entry("d/f", "d/fd/fd/f"));
            return mortal.settle();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void one_that_was_cancelled_leaves_nothing_and_one_that_goes_on_is_left_alone() throws IOException {
        for (int i = 0; i < 10; i++) {
            put("f" + i, "x".repeat(1_000));
        }
        Acting mortal = new Acting(world(root, TWO_FILES), 25);
        acting = mortal;
        var ignored = mortal.alive.later(
                mortal.alive.operations.start(new Request("files-archive", "me", "k", input("", "all.zip", ""))));
        for (int task = 0; task < 24; task++) {
            mortal.world.step();
        }
        String id = mortal.world
                .store
                .list(OperationChoice.ALL, 1)
                .await()
                .indefinitely()
                .getFirst()
                .id();
        Path parts = root.resolve(WorkFolder.ALL).resolve(id);
        assertThat(parts.toFile().list()).isNotEmpty();
        sweep();
        assertThat(parts).exists();

        mortal.alive.later(mortal.alive.operations.cancel(id, "enough"));
        mortal.settle();
        assertThat(mortal.world.operation(id).status()).isEqualTo(OperationStatus.CANCELLED);
        sweep();
        assertThat(root.resolve(WorkFolder.ALL)).doesNotExist();
        assertThat(root.resolve("all.zip")).doesNotExist();
    }

    @Test
    void what_another_bellhop_may_be_at_is_swept_only_when_nothing_changed_for_a_day() throws IOException {
        Path strange = Files.createDirectories(root.resolve(WorkFolder.ALL).resolve("strange"));
        Files.writeString(strange.resolve("part-1.data"), "x");
        FileTime now = FileTime.from(acting.world.clock.instant());
        Files.setLastModifiedTime(strange.resolve("part-1.data"), now);
        Files.setLastModifiedTime(strange, FileTime.from(now.toInstant().minus(Duration.ofDays(3))));
        sweep();
        assertThat(strange).exists();
        acting.world.clock.advance(Duration.ofDays(1).plusSeconds(1));
        sweep();
        assertThat(root.resolve(WorkFolder.ALL)).doesNotExist();
    }

    @Test
    void an_archive_whose_parts_were_deleted_fails() throws IOException {
        for (int i = 0; i < 10; i++) {
            put("f" + i, "x");
        }
        Acting half = new Acting(world(root, TWO_FILES), Integer.MAX_VALUE);
        var ignored = half.alive.later(
                half.alive.operations.start(new Request("files-archive", "me", "k", input("", "all.zip", ""))));
        for (int task = 0; task < 24; task++) {
            half.world.step();
        }
        String id = half.world
                .store
                .list(OperationChoice.ALL, 1)
                .await()
                .indefinitely()
                .getFirst()
                .id();
        new WorkFolder(root, id).delete();
        half.settle();
        assertThat(half.world.operation(id).error().code()).isEqualTo("archive-lost");
    }

    @Test
    void parts_grow_so_that_no_tree_is_too_large() {
        long files = 0;
        for (int part = 0; part < 9_000; part++) {
            files += PartSize.STANDARD.of(part).files();
        }
        assertThat(PartSize.STANDARD.of(0)).isEqualTo(PartSize.STANDARD);
        assertThat(files).isGreaterThan(100_000_000);
        assertThat(PartSize.STANDARD.of(9_999).files()).isPositive();
    }

    private void sweep() {
        new ArchiveSweep(sources(root), acting.world.store, acting.world.clock, Runnable::run)
                .tick()
                .await()
                .indefinitely();
    }

    private void put(String path, String content) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), content);
    }

    private FilesArchive.Output archive(String prefix, String to, String more) {
        return acting.run("files-archive", input(prefix, to, more), FilesArchive.Output.class);
    }

    private static String input(String prefix, String to, String more) {
        return "{\"source\":\"inbox\",\"prefix\":\"" + prefix + "\",\"to\":\"" + to + "\"" + more + "}";
    }

    private Map<String, String> zip(String path) throws IOException {
        return zip(root.resolve(path));
    }

    private static Map<String, String> zip(Path path) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (ZipFile file = new ZipFile(path.toFile())) {
            for (var entry : file.stream().toList()) {
                try (InputStream in = file.getInputStream(entry)) {
                    entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return entries;
    }
}
