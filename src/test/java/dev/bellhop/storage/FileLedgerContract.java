package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.NOW;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.source.file.FileLedger.Entry;
import dev.bellhop.source.file.FileLook;
import dev.bellhop.source.file.ObservedFile;
import dev.bellhop.testing.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What was announced of every file. */
interface FileLedgerContract {

    Stores stores();

    @Test
    default void an_entry_is_kept_as_it_was_given() {
        Entry entry = new Entry("2026/11/a.pdf", new FileLook(5_000_000_000L, 1_763_634_930_123_456_789L), 3, null);
        Entry gone = new Entry("b", new FileLook(0, -1), 1, NOW);
        put(entry, gone);
        Entry hashed = new Entry("h", new FileLook(1, 2), 1, null, "17@ab", "ab".repeat(32));
        put(hashed);
        assertThat(find("2026/11/a.pdf", "b", "c", "h"))
                .isEqualTo(Map.of("2026/11/a.pdf", entry, "b", gone, "h", hashed));
        put(new Entry("h", new FileLook(1, 2), 2, null));
        assertThat(find("h").get("h").hash()).isNull();
    }

    @Test
    default void an_entry_replaces_the_one_before() {
        put(entry("a"), entry("b"));
        Entry changed = new Entry("a", new FileLook(9, 9), 2, null);
        put(changed);
        assertThat(find("a", "b")).isEqualTo(Map.of("a", changed, "b", entry("b")));
        assertThat(get(stores().files().count("inbox"))).isEqualTo(2);
    }

    @Test
    default void every_source_has_its_own_entries() {
        put(entry("a"));
        get(stores().files().put("other", List.of(entry("b"))));
        assertThat(find("a", "b")).containsOnlyKeys("a");
        assertThat(get(stores().files().count("other"))).isEqualTo(1);
        assertThat(get(stores().files().list("other", "", 10))).containsExactly(entry("b"));
        assertThat(get(stores().files().count("nowhere"))).isZero();
    }

    @Test
    default void nothing_in_nothing_out() {
        put();
        assertThat(find()).isEmpty();
        assertThat(get(stores().files().list("inbox", "", 10))).isEmpty();
    }

    @Test
    default void what_vanished_is_neither_counted_nor_listed_but_found() {
        put(entry("a"), entry("b"), entry("c"));
        put(gone("b"));
        assertThat(get(stores().files().count("inbox"))).isEqualTo(2);
        assertThat(paths("", 10)).containsExactly("a", "c");
        assertThat(find("b")).isEqualTo(Map.of("b", gone("b")));
    }

    @Test
    default void entries_are_found_by_the_keys_of_their_files() {
        Entry a = keyed("a", "1");
        Entry link = keyed("link", "1");
        Entry gone = new Entry("gone", new FileLook(1, 1), 1, NOW, "2", null);
        put(a, link, gone, keyed("other", "3"), entry("none"));
        get(stores().files().put("elsewhere", List.of(keyed("a", "1"))));
        assertThat(byKeys(10, "1", "2", "4")).containsExactlyInAnyOrder(a, link, gone);
        assertThat(byKeys(2, "1", "2")).hasSize(2);
        assertThat(byKeys(10)).isEmpty();
        put(entry("a"));
        assertThat(byKeys(10, "1")).containsExactly(link);
    }

    @Test
    default void files_that_look_as_they_are_known_are_not_told() {
        Entry keyed =
                new Entry("keyed", new FileLook(5_000_000_000L, 1_763_634_930_123_456_789L), 3, null, "17@ab", null);
        Entry early = new Entry("early", new FileLook(0, -1), 1, null);
        put(keyed, early, gone("gone"), entry("size"), entry("time"), entry("key"));
        ObservedFile keyedFile = new ObservedFile("keyed", keyed.seen(), "17@ab");
        assertThat(unlike(false, keyedFile, new ObservedFile("early", early.seen(), null)))
                .isEmpty();
        assertThat(unlike(
                        false,
                        keyedFile,
                        file("gone", 1, 1, null),
                        file("size", 2, 1, null),
                        file("time", 1, 2, null),
                        file("key", 1, 1, "k"),
                        file("new", 1, 1, "n")))
                .isEqualTo(Map.of(
                        "gone", Optional.of(gone("gone")),
                        "size", Optional.of(entry("size")),
                        "time", Optional.of(entry("time")),
                        "key", Optional.of(entry("key")),
                        "new", Optional.empty()));
        assertThat(get(stores().files().unlike("elsewhere", List.of(keyedFile), false)))
                .isEqualTo(Map.of("keyed", Optional.empty()));
        assertThat(unlike(false)).isEmpty();
    }

    @Test
    default void another_key_is_told_only_if_asked_for() {
        put(keyed("a", "1"), keyed("b", "2"), entry("c"));
        ObservedFile[] met = {file("a", 1, 1, "1"), file("b", 1, 1, "other"), file("c", 1, 1, null)};
        assertThat(unlike(false, met)).isEmpty();
        assertThat(unlike(true, met)).isEqualTo(Map.of("b", Optional.of(keyed("b", "2"))));
        assertThat(unlike(true, file("b", 1, 1, null), file("c", 1, 1, "+"))).containsOnlyKeys("b", "c");
        assertThat(unlike(false, file("b", 1, 1, null), file("c", 1, 1, "+"))).containsOnlyKeys("b", "c");
    }

    private Map<String, Optional<Entry>> unlike(boolean keysToo, ObservedFile... files) {
        return get(stores().files().unlike("inbox", List.of(files), keysToo));
    }

    private static ObservedFile file(String path, long size, long modifiedNanos, @Nullable String key) {
        return new ObservedFile(path, new FileLook(size, modifiedNanos), key);
    }

    private static ObservedFile[] met(List<String> paths, long size) {
        return paths.stream().map(path -> file(path, size, 1, null)).toArray(ObservedFile[]::new);
    }

    private List<Entry> byKeys(int limit, String... keys) {
        return get(stores().files().findByKeys("inbox", List.of(keys), limit));
    }

    private static Entry keyed(String path, String key) {
        return new Entry(path, new FileLook(1, 1), 1, null, key, null);
    }

    @Test
    default void what_vanished_may_come_back() {
        put(gone("a"));
        put(new Entry("a", new FileLook(1, 1), 2, null));
        assertThat(get(stores().files().count("inbox"))).isEqualTo(1);
        assertThat(paths("", 10)).containsExactly("a");
    }

    @Test
    default void lists_are_in_the_order_of_paths_and_have_pages() {
        put(entry("b/1"), entry("a"), entry("B"), entry("b.txt"), entry("b"), entry("ä"), entry("b 2"), entry("_"));
        List<String> inOrder = List.of("B", "_", "a", "b", "b 2", "b.txt", "b/1", "ä");
        assertThat(paths("", 100)).isEqualTo(inOrder);
        List<String> read = new ArrayList<>();
        for (List<String> page = paths("", 3); !page.isEmpty(); page = paths(read.getLast(), 3)) {
            read.addAll(page);
        }
        assertThat(read).isEqualTo(inOrder);
    }

    @Test
    default void names_of_any_kind() {
        List<String> paths = List.of(
                "%",
                "'",
                "\"",
                "\\",
                "a\\u0061",
                "a\u0301",
                "á",
                "日本.txt",
                "💾/👩‍👩‍👧.png",
                "[1]",
                "a\nb",
                "\u0001",
                "$1 ?");
        put(paths.stream().map(FileLedgerContract::entry).toArray(Entry[]::new));
        assertThat(find(paths.toArray(String[]::new))).containsOnlyKeys(paths);
        assertThat(paths("", 100)).containsExactlyInAnyOrderElementsOf(paths);
        assertThat(unlike(false, met(paths, 1))).isEmpty();
        assertThat(unlike(false, met(paths, 2))).containsOnlyKeys(paths);
    }

    @Test
    default void paths_as_long_as_systems_allow() {
        SeededRandom.check(3, random -> {
            // Random letters, because what repeats itself is packed and never too long for an index.
            String letters = random.ints(4_000, 'a', 'z' + 1)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            List<String> paths = List.of(
                    letters, letters + "2", letters.substring(0, 1_500), letters.substring(0, 1_501), "ä" + letters);
            put(paths.stream().map(FileLedgerContract::entry).toArray(Entry[]::new));
            assertThat(find(paths.toArray(String[]::new))).containsOnlyKeys(paths);
            assertThat(unlike(false, met(paths, 1))).isEmpty();
            assertThat(unlike(false, met(paths, 2))).containsOnlyKeys(paths);
            List<String> read = new ArrayList<>();
            for (List<String> page = paths("", 2); !page.isEmpty(); page = paths(read.getLast(), 2)) {
                read.addAll(page);
            }
            assertThat(read).containsExactlyInAnyOrderElementsOf(paths);
            put(paths.stream().map(FileLedgerContract::gone).toArray(Entry[]::new));
            assertThat(paths("", 10)).isEmpty();
        });
    }

    @Test
    default void batches_of_500() {
        for (int batch = 0; batch < 4; batch++) {
            int first = batch * 500;
            List<Entry> entries = IntStream.range(first, first + 500)
                    .mapToObj(number -> entry("folder/file-" + number))
                    .toList();
            get(stores().files().put("inbox", entries));
            assertThat(get(stores().files()
                            .find("inbox", entries.stream().map(Entry::path).toList())))
                    .hasSize(500);
        }
        assertThat(get(stores().files().count("inbox"))).isEqualTo(2_000);
        assertThat(paths("", 500)).hasSize(500).isSorted();
    }

    private void put(Entry... entries) {
        get(stores().files().put("inbox", List.of(entries)));
    }

    private Map<String, Entry> find(String... paths) {
        return get(stores().files().find("inbox", List.of(paths)));
    }

    private List<String> paths(String after, int limit) {
        return get(stores().files().list("inbox", after, limit)).stream()
                .map(Entry::path)
                .toList();
    }

    private static Entry entry(String path) {
        return new Entry(path, new FileLook(1, 1), 1, null);
    }

    private static Entry gone(String path) {
        return new Entry(path, new FileLook(1, 1), 1, NOW);
    }
}
