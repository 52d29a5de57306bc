package dev.bellhop.source.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.source.content.PartedUploads.Part;
import dev.bellhop.source.content.PartedUploads.Upload;
import dev.bellhop.source.file.FileFilter;
import dev.bellhop.source.file.FileLook;
import dev.bellhop.source.file.FolderSettings;
import dev.bellhop.testing.SeededIds;
import dev.bellhop.testing.SeededRandom;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file comes in parts: it is there whole, once the last one is; whatever is lost, repeated or cut off on the way. */
class PartedUploadsTest {

    private static final int BYTES_MAX = 100_000;
    private static final Predicate<Optional<FileLook>> ANY = present -> true;

    @TempDir
    Path root;

    private PartedUploads uploads = uploads();

    @Test
    void parts_make_a_file_when_the_last_one_is_there() throws IOException {
        String id = begin("a/b.txt", 11);
        assertThat(send("a/b.txt", 11, id, 0, "hello")).isEqualTo(new PartResult.Kept(5));
        assertThat(root.resolve("a/b.txt")).doesNotExist();
        assertThat(written(send("a/b.txt", 11, id, 5, " world")).created()).isTrue();
        assertThat(root.resolve("a/b.txt")).hasContent("hello world");
        assertThat(names()).containsExactly("a/b.txt");
    }

    @Test
    void an_upload_goes_on_in_another_process() throws IOException {
        String id = begin("a.txt", 6);
        assertThat(send("a.txt", 6, id, 0, "one")).isEqualTo(new PartResult.Kept(3));
        uploads = uploads();
        assertThat(written(send("a.txt", 6, id, 3, "two")).file().look().size()).isEqualTo(6);
    }

    @Test
    void the_same_part_again_does_no_harm() throws IOException {
        String id = begin("a.txt", 6);
        assertThat(send("a.txt", 6, id, 0, "one")).isEqualTo(new PartResult.Kept(3));
        assertThat(send("a.txt", 6, id, 0, "one")).isEqualTo(new PartResult.Kept(3));
        assertThat(written(send("a.txt", 6, id, 3, "two"))).isNotNull();
        assertThat(written(send("a.txt", 6, id, 3, "two")).created())
                .as("its answer was lost")
                .isFalse();
        assertThat(root.resolve("a.txt")).hasContent("onetwo");
    }

    @Test
    void another_end_is_no_repetition() throws IOException {
        String id = begin("a.txt", 6);
        assertThat(send("a.txt", 6, id, 0, "onetwo")).isInstanceOf(PartResult.Ended.class);
        for (String other : List.of("TWO", "tw", "two!")) {
            Part part = new Part(3, 5, bytes(other));
            assertThat(uploads.append(upload("a.txt", 6, ANY), id, part))
                    .as(other)
                    .isEqualTo(new PartResult.Unknown());
        }
        assertThat(send("a.txt", 6, id, 0, "one")).isEqualTo(new PartResult.Unknown());
        assertThat(send("b.txt", 6, id, 0, "onetwo")).isEqualTo(new PartResult.Unknown());
    }

    @Test
    void a_part_that_is_too_far_is_not_kept() throws IOException {
        String id = begin("a.txt", 6);
        assertThat(send("a.txt", 6, id, 3, "two")).isEqualTo(new PartResult.Gap(0));
        assertThat(send("a.txt", 6, id, 0, "o")).isEqualTo(new PartResult.Kept(1));
        assertThat(send("a.txt", 6, id, 2, "e")).isEqualTo(new PartResult.Gap(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "one!"})
    void a_part_has_as_many_bytes_as_it_says(String body) throws IOException {
        String id = begin("a.txt", 3);
        PartResult result = uploads.append(upload("a.txt", 3, ANY), id, new Part(0, 2, bytes(body)));
        assertThat(result).isEqualTo(new PartResult.Ended(new UploadResult.BrokenOff()));
        assertThat(root.resolve("a.txt")).doesNotExist();
        assertThat(send("a.txt", 3, id, 1, "wo")).isEqualTo(new PartResult.Gap(0));
        assertThat(written(send("a.txt", 3, id, 0, "two"))).isNotNull();
    }

    @Test
    void what_may_be_replaced_is_looked_at_first_and_last() throws IOException {
        Upload onlyNew = upload("a.txt", 3, Optional::isEmpty);
        String id = ((PartResult.Begun) uploads.begin(onlyNew)).id();
        Files.writeString(root.resolve("a.txt"), "other");
        PartResult.Ended notWanted = new PartResult.Ended(new UploadResult.NotWanted());
        assertThat(uploads.append(onlyNew, id, new Part(0, 2, bytes("one")))).isEqualTo(notWanted);
        assertThat(uploads.begin(onlyNew)).isEqualTo(notWanted);
        assertThat(names()).containsExactly("a.txt");
        assertThat(root.resolve("a.txt")).hasContent("other");
    }

    @Test
    void what_cannot_be_written_is_not_begun() throws IOException {
        assertThat(uploads.begin(upload("a.txt", BYTES_MAX + 1, ANY)))
                .isEqualTo(new PartResult.Ended(new UploadResult.TooLarge()));
        for (String path : List.of("../a.txt", ".hidden", "a/", "con")) {
            assertThat(uploads.begin(upload(path, 1, ANY)))
                    .isInstanceOfSatisfying(
                            PartResult.Ended.class,
                            ended -> assertThat(ended.result()).isInstanceOf(UploadResult.Refused.class));
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void one_part_at_a_time() throws IOException {
        String id = begin("a.txt", 3);
        List<PartResult> second = new ArrayList<>();
        InputStream body = new ByteArrayInputStream(new byte[] {1, 2, 3}) {
            @Override
            public int read(byte[] bytes) throws IOException {
                if (second.isEmpty()) {
                    second.add(uploads.append(upload("a.txt", 3, ANY), id, new Part(0, 2, bytes("two"))));
                }
                return super.read(bytes);
            }
        };
        assertThat(uploads.append(upload("a.txt", 3, ANY), id, new Part(0, 2, body)))
                .isInstanceOf(PartResult.Ended.class);
        assertThat(second).containsExactly(new PartResult.UnderWay());
        assertThat(root.resolve("a.txt")).hasBinaryContent(new byte[] {1, 2, 3});
    }

    /** Parts of any size, some sent twice, some cut off, over restarts: the file is what was sent. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatever_happens_on_the_way_the_file_is_what_was_sent(long seed) throws IOException {
        RandomGenerator random = SeededRandom.of(seed);
        byte[] content = new byte[random.nextInt(1, BYTES_MAX)];
        random.nextBytes(content);
        Upload upload = upload("a.bin", content.length, ANY);
        String id = ((PartResult.Begun) uploads.begin(upload)).id();
        int sent = 0;
        while (sent < content.length) {
            int last = random.nextInt(sent, content.length);
            int trouble = random.nextInt(5);
            if (trouble == 0) {
                uploads = uploads();
            }
            int said = trouble == 1 ? last - random.nextInt(last - sent + 1) : last + 1;
            PartResult result = uploads.append(
                    upload, id, new Part(sent, last, new ByteArrayInputStream(content, sent, said - sent)));
            boolean whole = said == last + 1;
            assertThat(result instanceof PartResult.Kept || isWritten(result)).isEqualTo(whole);
            // Twice, because the answer was lost.
            sent = whole && trouble != 2 ? last + 1 : sent;
        }
        assertThat(root.resolve("a.bin")).hasBinaryContent(content);
        assertThat(names()).containsExactly("a.bin");
    }

    private static boolean isWritten(PartResult result) {
        return result instanceof PartResult.Ended(UploadResult.Written written);
    }

    private static UploadResult.Written written(PartResult result) {
        assertThat(isWritten(result)).as("%s", result).isTrue();
        return (UploadResult.Written) ((PartResult.Ended) result).result();
    }

    private String begin(String path, long length) throws IOException {
        return ((PartResult.Begun) uploads.begin(upload(path, length, ANY))).id();
    }

    private PartResult send(String path, long length, String id, long first, String body) throws IOException {
        Part part = new Part(first, first + body.length() - 1, bytes(body));
        return uploads.append(upload(path, length, ANY), id, part);
    }

    private Upload upload(String path, long length, Predicate<Optional<FileLook>> wanted) {
        FileFilter filter = FileFilter.of(List.of(), List.of(".*"));
        return new Upload(
                new FolderSettings(root, filter, true, Duration.ofSeconds(1), Duration.ZERO), path, wanted, length);
    }

    private static PartedUploads uploads() {
        return new PartedUploads(new FileUploads(new SeededIds(1), BYTES_MAX), new SeededIds(2));
    }

    private static InputStream bytes(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }
}
