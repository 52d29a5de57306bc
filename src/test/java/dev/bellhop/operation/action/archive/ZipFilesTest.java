package dev.bellhop.operation.action.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read by others: by the directory, and from the beginning. */
class ZipFilesTest {

    private static final Instant MODIFIED = Instant.parse("2026-11-20T10:15:31Z");

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(longs = {4_000_000_000L, 1_000, 0})
    void parts_become_one_file_in_the_plain_and_in_the_large_form(long largeFrom) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Random random = new Random(1);
        byte[] noise = new byte[300_000];
        random.nextBytes(noise);
        files.put("a.txt", "a".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        files.put("empty", new byte[0]);
        files.put("folder/grüße 😀.bin", noise);
        files.put("z", new byte[] {1});

        Path zip = join(new ZipFormat(largeFrom, largeFrom), List.copyOf(files.entrySet()), 2);

        Map<String, byte[]> read = new LinkedHashMap<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            file.stream().forEach(entry -> {
                try (InputStream in = file.getInputStream(entry)) {
                    read.put(entry.getName(), in.readAllBytes());
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(MODIFIED);
            });
        }
        assertThat(read.keySet()).containsExactlyElementsOf(files.keySet());
        files.forEach((name, content) -> assertThat(read.get(name)).as(name).isEqualTo(content));
        assertThat(streamed(zip)).containsExactlyElementsOf(files.keySet());
        assertThat(Files.size(zip)).isLessThan(noise.length + 5_000);
    }

    @Test
    void there_may_be_more_entries_than_the_plain_form_can_count() throws IOException {
        List<Map.Entry<String, byte[]>> files = new ArrayList<>();
        for (int i = 0; i < 70_000; i++) {
            files.add(Map.entry("f" + i, new byte[0]));
        }
        Path zip = join(ZipFormat.STANDARD, files, 3);
        try (ZipFile file = new ZipFile(zip.toFile())) {
            assertThat(file.size()).isEqualTo(70_000);
            assertThat(file.getEntry("f69999")).isNotNull();
        }
    }

    @Test
    void an_entry_that_cannot_be_read_leaves_nothing() throws IOException {
        Path data = temp.resolve("p.data");
        Path directory = temp.resolve("p.dir");
        try (ZipPart part = new ZipPart(ZipFormat.STANDARD, data, directory)) {
            part.add("a", MODIFIED, 1, pieces(new byte[] {1}));
            Deque<byte[]> some = new ArrayDeque<>(List.of(new byte[200_000]));
            assertThatThrownBy(() -> part.add("broken", MODIFIED, 400_000, () -> {
                        if (some.isEmpty()) {
                            throw new IOException("torn");
                        }
                        return some.poll();
                    }))
                    .hasMessage("torn");
            part.add("b", MODIFIED, 1, pieces(new byte[] {2}));
            part.store();
        }
        Path zip = temp.resolve("w.zip");
        new ZipJoin(ZipFormat.STANDARD, () -> {}).join(List.of(new ZipJoin.Part(data, directory)), zip);
        assertThat(streamed(zip)).containsExactly("a", "b");
    }

    private Path join(ZipFormat format, List<Map.Entry<String, byte[]>> files, int parts) throws IOException {
        List<ZipJoin.Part> written = new ArrayList<>();
        int each = (files.size() + parts - 1) / parts;
        for (int i = 0; i < parts; i++) {
            ZipJoin.Part part = new ZipJoin.Part(temp.resolve(i + ".data"), temp.resolve(i + ".dir"));
            try (ZipPart zip = new ZipPart(format, part.data(), part.directory())) {
                for (var file :
                        files.subList(Math.min(files.size(), i * each), Math.min(files.size(), (i + 1) * each))) {
                    zip.add(file.getKey(), MODIFIED, file.getValue().length, pieces(file.getValue()));
                }
                zip.store();
            }
            written.add(part);
        }
        Path zip = temp.resolve("whole.zip");
        new ZipJoin(format, () -> {}).join(written, zip);
        return zip;
    }

    private static ZipPart.Content pieces(byte[] content) {
        boolean[] given = {content.length == 0};
        return () -> {
            byte[] piece = given[0] ? new byte[0] : content;
            given[0] = true;
            return piece;
        };
    }

    /** As readers do that see it only once, from its beginning; checksums are checked. */
    private static List<String> streamed(Path zip) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                in.readAllBytes();
                names.add(entry.getName());
            }
        }
        return names;
    }
}
