package dev.bellhop.source.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.source.file.FileFilter;
import dev.bellhop.source.file.FolderSettings;
import dev.bellhop.source.file.ObservedFile;
import dev.bellhop.testing.SeededRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderListingTest {

    @TempDir
    Path root;

    @Test
    void an_empty_folder_has_one_empty_page() throws IOException {
        assertThat(page("", ListingCursor.START, 10).files()).isEmpty();
        assertThat(page("", ListingCursor.START, 10).next()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 100})
    void pages_together_are_every_watched_file_once_in_order_of_the_names(int limit) throws IOException {
        write("b/2", "b/10", "a.txt", "a/z/y", "a/b", "b.txt", ".hidden/x", "x.part", "c", "a-b");
        Files.createDirectories(root.resolve("empty/in/side"));
        Files.createSymbolicLink(root.resolve("link"), root.resolve("c"));
        Files.createSymbolicLink(root.resolve("linked"), root.resolve("a"));

        assertThat(all("", limit)).containsExactly("a/b", "a/z/y", "a-b", "a.txt", "b/10", "b/2", "b.txt", "c");
    }

    @ParameterizedTest
    @CsvSource({
        "a, a/b a-b a.txt",
        "a/, a/b",
        "a., a.txt",
        "b/1, b/10",
        "b/1/, ''",
        "nope, ''",
        "nope/, ''",
        "/, ''",
        "/a, ''",
        "/etc/, ''",
        "/etc/p, ''",
        "../, ''",
        "a/../, ''",
        "./, ''",
        "a//, ''",
        ".hidden/, ''",
        "linked/, ''",
        "a.txt/, ''",
        "b/x.part, ''",
    })
    void a_prefix_is_the_beginning_of_the_path_and_leads_nowhere_else(String prefix, String paths) throws IOException {
        write("b/2", "b/10", "a.txt", "a/b", "a-b", ".hidden/x", "b/x.part");
        Files.createSymbolicLink(root.resolve("linked"), root.resolve("a"));

        assertThat(String.join(" ", all(prefix, 1))).isEqualTo(paths);
    }

    @Test
    void files_that_stay_are_listed_once_while_others_come_and_go() throws IOException {
        RandomGenerator random = SeededRandom.of(7);
        TreeSet<String> stay = new TreeSet<>();
        for (int i = 0; i < 300; i++) {
            stay.add((i % 3 == 0 ? "" : "d" + i % 7 + '/') + 's' + i);
        }
        write(stay.toArray(String[]::new));
        List<String> met = new ArrayList<>();
        ListingCursor cursor = ListingCursor.START;
        for (boolean more = true; more; ) {
            write("d" + random.nextInt(9) + "/t" + random.nextInt(400), "t" + random.nextInt(400));
            FolderListing.Page page = page("", cursor, 7);
            page.files().forEach(file -> met.add(file.path()));
            if (!page.files().isEmpty() && page.files().getLast().name().startsWith("t")) {
                Files.delete(root.resolve(page.files().getLast().path()));
            }
            more = page.next().isPresent();
            cursor = page.next().orElse(cursor);
        }

        met.removeIf(path -> path.substring(path.lastIndexOf('/') + 1).startsWith("t"));
        assertThat(met).containsExactlyInAnyOrderElementsOf(stay);
    }

    @Test
    void a_folder_with_more_names_than_are_kept_is_read_again() throws IOException {
        int count = OrderedFolder.NAMES_MAX * 2 + 10;
        for (int i = 0; i < count; i++) {
            Files.createFile(root.resolve("f" + i));
        }

        assertThat(all("", 999)).hasSize(count).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void a_page_that_meets_nothing_for_long_ends_and_says_where_to_go_on() throws IOException {
        for (int i = 0; i < OrderedWalk.VISITS_MAX + 5; i++) {
            Files.createFile(root.resolve("f" + i));
        }
        Files.createFile(root.resolve("z.pdf"));
        FileFilter filter = FileFilter.of(List.of("*.pdf"), List.of());
        FolderListing listing = new FolderListing(settings(root, filter, true));

        FolderListing.Page first = listing.page("", ListingCursor.START, 10);
        FolderListing.Page second = listing.page("", first.next().orElseThrow(), 10);

        assertThat(first.files()).isEmpty();
        assertThat(second.files()).extracting(ObservedFile::path).containsExactly("z.pdf");
        assertThat(second.next()).isEmpty();
    }

    @Test
    void without_recursion_only_the_folder_itself_is_listed() throws IOException {
        write("a/b", "c");
        FolderListing listing = new FolderListing(settings(root, FileFilter.of(List.of(), List.of()), false));

        assertThat(listing.page("", ListingCursor.START, 10).files())
                .extracting(ObservedFile::path)
                .containsExactly("c");
        assertThat(listing.page("a/", ListingCursor.START, 10).files()).isEmpty();
    }

    @Test
    void a_folder_that_is_not_there_is_no_empty_one() {
        FolderListing listing =
                new FolderListing(settings(root.resolve("gone"), FileFilter.of(List.of(), List.of()), true));

        assertThatThrownBy(() -> listing.page("", ListingCursor.START, 10)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> listing.page("a/", ListingCursor.START, 10)).isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "a b", "_w", "====", "YQ=a"})
    void a_text_that_is_no_cursor_is_none(String text) {
        assertThat(ListingCursor.parse(text)).isEmpty();
        assertThat(ListingCursor.parse("YQ".repeat(ListingCursor.TEXT_LENGTH_MAX)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ä/ö b", "x/y/z.pdf", "..", "/etc"})
    void a_made_up_cursor_is_a_place_in_the_order_and_leads_nowhere(String path) throws IOException {
        write("0", "zz");
        ListingCursor cursor =
                ListingCursor.parse(new ListingCursor(path).toString()).orElseThrow();

        assertThat(cursor.path()).isEqualTo(path);
        assertThat(page("", cursor, 10).files()).extracting(ObservedFile::path).isSubsetOf("0", "zz");
    }

    private List<String> all(String prefix, int limit) throws IOException {
        List<String> paths = new ArrayList<>();
        ListingCursor cursor = ListingCursor.START;
        for (boolean more = true; more; ) {
            FolderListing.Page page = page(prefix, cursor, limit);
            page.files().forEach(file -> paths.add(file.path()));
            more = page.next().isPresent();
            cursor = page.next().orElse(cursor);
        }
        return paths;
    }

    private FolderListing.Page page(String prefix, ListingCursor cursor, int limit) throws IOException {
        FileFilter filter = FileFilter.of(List.of(), List.of(".*", "*.part"));
        return new FolderListing(settings(root, filter, true)).page(prefix, cursor, limit);
    }

    private static FolderSettings settings(Path root, FileFilter filter, boolean recursive) {
        return new FolderSettings(root, filter, recursive, Duration.ofSeconds(1), Duration.ZERO);
    }

    private void write(String... paths) throws IOException {
        for (String path : paths) {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, path);
        }
    }
}
