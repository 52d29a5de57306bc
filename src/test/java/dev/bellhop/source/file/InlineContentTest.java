package dev.bellhop.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.Event;
import dev.bellhop.source.file.FolderSettings.Newness;
import dev.bellhop.source.file.FolderSettings.OnChange;
import dev.bellhop.source.file.FolderSettings.OnRename;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files stand in their events, in the form in which Logic Apps writes content. */
class InlineContentTest {

    private static final int INLINE_MAX = 10;

    @TempDir
    Path root;

    private Watched folder;

    @BeforeEach
    void watch() {
        folder = new Watched(root);
        folder.restart(Newness.STANDARD, INLINE_MAX);
    }

    @Test
    void a_file_up_to_the_limit_stands_in_its_event() throws IOException {
        folder.write("empty", "");
        folder.write("small", "0123456789");
        folder.write("large", "0123456789a");
        folder.settle();
        assertThat(contents()).isEqualTo(Map.of("empty", "", "small", "0123456789", "large", "none"));
        folder.write("small", "ä\"");
        folder.settle();
        assertThat(contents()).isEqualTo(Map.of("small", "ä\""));
    }

    @Test
    void the_media_type_stands_beside_it() throws IOException {
        folder.write("a", "1");
        folder.settle();
        assertThat(data(folder.announced().getFirst()).getJsonObject("content"))
                .isEqualTo(new JsonObject()
                        .put("$content-type", "application/octet-stream")
                        .put("$content", "MQ=="));
    }

    @Test
    void a_file_is_never_announced_with_what_was_written_into_it_meanwhile() throws IOException {
        folder.write("a", "1");
        folder.scan();
        folder.pass(Watched.SETTLE);
        folder.ledger.beforeFind(() -> folder.write("a", "12"));
        folder.scan();
        assertThat(folder.announced()).isEmpty();
        folder.ledger.beforeFind(() -> Files.deleteIfExists(root.resolve("none")));
        folder.settle();
        assertThat(contents()).isEqualTo(Map.of("a", "12"));

        folder.write("b", "1");
        folder.scan();
        folder.pass(Watched.SETTLE);
        folder.ledger.beforeFind(() -> Files.deleteIfExists(root.resolve("b")));
        folder.scan();
        assertThat(folder.announced()).isEmpty();
    }

    @Test
    void a_renamed_file_brings_its_content_too() throws IOException {
        folder.restart(new Newness(OnChange.CONTENT, OnRename.ANNOUNCE, 1), INLINE_MAX);
        folder.write("a", "1");
        folder.settle();
        Files.move(root.resolve("a"), root.resolve("b"));
        folder.settle();
        List<Event> events = folder.announced();
        assertThat(events.getLast().what().type()).isEqualTo(FileEvents.RENAMED);
        assertThat(data(events.getLast()).getString("previousPath")).isEqualTo("a");
        assertThat(content(events.getLast())).isEqualTo("1");
    }

    @Test
    void a_page_holds_no_more_than_memory_has_room_for_and_the_rest_needs_not_settle_again() throws IOException {
        folder.restart(Newness.STANDARD, FolderSettings.INLINE_MAX);
        String large = "x".repeat(FolderSettings.INLINE_MAX);
        int inPage = (int) (FileProbes.PAGE_CONTENT_BYTES_MAX / FolderSettings.INLINE_MAX);
        for (int i = 0; i < inPage + 1; i++) {
            folder.write("large-" + i, large);
        }
        folder.settle();
        assertThat(folder.announced()).hasSize(inPage);
        assertThat(folder.scan().settling()).isZero();
        assertThat(folder.announced()).hasSize(1);
    }

    /** What was announced since the last call, by path. */
    private Map<String, String> contents() {
        return folder.announced().stream()
                .collect(Collectors.toMap(event -> event.what().subject(), InlineContentTest::content));
    }

    private static String content(Event event) {
        @Nullable JsonObject content = data(event).getJsonObject("content");
        return content == null ? "none" : new String(content.getBinary("$content"), StandardCharsets.UTF_8);
    }

    private static JsonObject data(Event event) {
        return new JsonObject(event.what().data().text());
    }
}
