package dev.bellhop.source.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.source.FolderUnavailable;
import dev.bellhop.source.Source;
import dev.bellhop.source.content.RemoteReads.Turn;
import dev.bellhop.source.file.FileFilter;
import dev.bellhop.source.file.FolderSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteReadsTest {

    @TempDir
    Path base;

    private final RemoteReads reads = new RemoteReads();
    private FileSystem other;

    @BeforeEach
    void open() throws IOException {
        other = FileSystems.newFileSystem(
                URI.create("jar:" + base.resolve("a.zip").toUri()), Map.of("create", "true"));
    }

    @AfterEach
    void close() throws IOException {
        other.close();
    }

    @Test
    void one_folder_takes_so_many_and_leaves_room_for_others() throws IOException {
        List<Turn> turns = fill("hanging");
        assertThat(turns).hasSize(RemoteReads.FOLDER_MAX);
        reads.begin(remote("other")).close();

        turns.getFirst().close();
        turns.getFirst().close();
        reads.begin(remote("hanging"));
        assertThatThrownBy(() -> reads.begin(remote("hanging"))).isInstanceOf(FolderUnavailable.class);
    }

    @Test
    void all_folders_together_leave_threads_for_everything_else() throws IOException {
        int all = 0;
        for (int folder = 0; folder < 20; folder++) {
            all += fill("hanging" + folder).size();
        }
        assertThat(all).isEqualTo(RemoteReads.ALL_MAX);
        for (int i = 0; i < 1_000; i++) {
            reads.begin(new Source.Directory("local", "", "", settings(base)));
        }
    }

    @Test
    void a_turn_that_was_handed_over_is_ended_by_whoever_has_it_now() throws IOException {
        List<Turn> turns = fill("hanging");
        Turn turn = turns.getFirst();
        turn.handOver();
        turn.close();
        assertThat(fill("hanging")).isEmpty();
        turn.end();
        turn.end();
        assertThat(fill("hanging")).hasSize(1);
    }

    private List<Turn> fill(String name) throws IOException {
        List<Turn> turns = new ArrayList<>();
        while (true) {
            try {
                turns.add(reads.begin(remote(name)));
            } catch (FolderUnavailable full) {
                return turns;
            }
        }
    }

    private Source.Directory remote(String name) {
        return new Source.Directory(name, "", "", settings(other.getPath("/")));
    }

    private static FolderSettings settings(Path root) {
        FileFilter filter = FileFilter.of(List.of(), List.of());
        return new FolderSettings(root, filter, true, Duration.ofSeconds(1), Duration.ZERO);
    }
}
