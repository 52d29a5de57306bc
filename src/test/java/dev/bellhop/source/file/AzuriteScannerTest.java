package dev.bellhop.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import dev.bellhop.source.blob.BlobSettings;
import dev.bellhop.source.content.FolderFiles;
import dev.bellhop.testing.TestAzurite;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** A container of a blob storage is watched as a folder of this machine; the storage is Azurite. */
@EnabledIf(value = "dev.bellhop.testing.TestAzurite#isInstalled", disabledReason = TestAzurite.MISSING)
class AzuriteScannerTest extends FolderScannerTest {

    private static final AtomicInteger CONTAINERS = new AtomicInteger();
    private static TestAzurite azurite;
    private static BlobServiceClient service;

    private BlobContainerClient container;
    private BlobMirror mirror;
    private Path remote;

    @BeforeAll
    static void start() throws IOException {
        azurite = TestAzurite.start();
        service = BlobMirror.client(azurite);
    }

    @AfterAll
    static void stop() {
        azurite.close();
    }

    @Override
    Watched watched(Path root) throws IOException {
        container = service.createBlobContainer("box-" + CONTAINERS.incrementAndGet());
        mirror = new BlobMirror(root, container);
        remote = BlobSettings.ofKey(azurite.endpoint(), TestAzurite.KEY).folder(place(), () -> 0);
        return new Watched(root, remote, FileFilter.of(List.of(), List.of("*.part"), remote.getFileSystem())) {
            @Override
            ScanReport scan() {
                mirror.update();
                return super.scan();
            }
        };
    }

    @AfterEach
    void disconnect() throws IOException {
        remote.getFileSystem().close();
    }

    private String place() {
        return TestAzurite.ACCOUNT + '/' + container.getBlobContainerName();
    }

    /** Azurite takes a backslash for a slash. */
    @Override
    List<String> oddNames() {
        return super.oddNames().stream().filter(name -> !name.equals("\\")).toList();
    }

    @Override
    @Disabled("names of blobs are always text")
    void a_name_that_is_no_text_is_reported_and_keeps_no_other_from_being_announced() {}

    @Test
    void a_blob_that_is_overwritten_within_the_second_with_the_same_size_is_a_change() {
        mirror.put("a", "1");
        folder.settle();
        for (String content : List.of("2", "3", "4")) {
            mirror.put("a", content);
            folder.settle();
        }
        assertThat(folder.announcements()).containsExactly("created a", "changed a", "changed a", "changed a");
    }

    @Test
    void names_that_are_no_paths_are_reported_and_harm_no_other() {
        for (String name : List.of("a//b", "/c", "d/./e", "f/../g", "h", "i/", "l/" + "m".repeat(900))) {
            mirror.put(name, "1");
        }
        mirror.put("marker/", "");
        ScanReport report = folder.settle();
        assertThat(folder.announcements()).containsExactlyInAnyOrder("created h", "created l/" + "m".repeat(900));
        assertThat(report.troubles()).singleElement().asString().startsWith("5 names cannot be those of files");
        assertThat(folder.settle().troubles()).isEqualTo(report.troubles());
    }

    @Test
    void only_what_is_below_the_folder_counts_and_a_signature_opens_it() throws IOException {
        String sas = container.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.parse("2099-01-01T00:00:00Z"),
                new BlobContainerSasPermission().setReadPermission(true).setListPermission(true)));
        Path in = BlobSettings.ofSas(azurite.endpoint(), sas).folder(place() + "/in/deep", () -> 0);
        Watched below = new Watched(root, in, FileFilter.of(List.of(), List.of(), in.getFileSystem()));
        assertThat(below.settle()).isEqualTo(new ScanReport(0, 0, 0, List.of()));
        for (String name : List.of("in/deep/a b", "in/deep/er/b", "in/deeper/c", "in/d", "e")) {
            mirror.put(name, "1");
        }
        assertThat(below.settle().troubles()).isEmpty();
        assertThat(below.announcements()).containsExactlyInAnyOrder("created a b", "created er/b");
        in.getFileSystem().close();
    }

    @Test
    void content_is_read_from_anywhere_and_is_the_one_that_was_found() throws IOException {
        byte[] large = new byte[3_000_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i / 1000);
        }
        mirror.put("deep/large.bin", large);
        FolderFiles files = new FolderFiles(new FolderSettings(
                remote,
                FileFilter.of(List.of(), List.of(), remote.getFileSystem()),
                true,
                Duration.ofSeconds(1),
                Watched.SETTLE));
        Path found = files.find("deep/large.bin").orElseThrow().file();
        try (InputStream content = Files.newInputStream(found)) {
            content.skipNBytes(2_000_123);
            assertThat(content.readNBytes(500_000)).isEqualTo(Arrays.copyOfRange(large, 2_000_123, 2_500_123));
        }
        try (InputStream content = Files.newInputStream(found)) {
            assertThat(content.readAllBytes()).isEqualTo(large);
        }
        for (String no : List.of("../deep/large.bin", "deep", "missing", "/deep/large.bin", "deep/large.bin/x")) {
            assertThat(files.find(no)).as(no).isEmpty();
        }
        mirror.put("deep/large.bin", "another");
        try (InputStream content = Files.newInputStream(found)) {
            assertThat(content)
                    .satisfies(any -> org.assertj.core.api.Assertions.assertThatThrownBy(content::read)
                            .isInstanceOf(java.nio.file.NoSuchFileException.class));
        }
    }
}
