package dev.bellhop.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.source.FolderUnavailable;
import dev.bellhop.source.blob.BlobSettings;
import dev.bellhop.source.content.FolderFiles;
import dev.bellhop.testing.TestBlobServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a blob storage does, it is told with what to do, nothing is forgotten, and nothing is announced twice. */
class BlobTroubleTest {

    private static final String PLACE = TestBlobServer.ACCOUNT + '/' + TestBlobServer.CONTAINER;
    private static final String SAS = "sv=2025-01-05&sr=c&sp=rl&sig=canary-signature";

    @TempDir
    Path unused;

    private final AtomicLong nanos = new AtomicLong();
    private TestBlobServer server;
    private BlobSettings settings;
    private Path remote;

    @BeforeEach
    void serve() throws IOException {
        server = new TestBlobServer();
        settings = BlobSettings.ofKey(server.endpoint(), TestBlobServer.KEY);
    }

    @AfterEach
    void disconnect() throws IOException {
        remote.getFileSystem().close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | AuthenticationFailed | refuses the credential (AuthenticationFailed); check bellhop.sources.s.blob.account-key | 120",
                "403 | AuthorizationFailure | network rules | 120",
                "404 | ContainerNotFound | has no container box (ContainerNotFound); create it | 60",
                "503 | ServerBusy | asks for fewer requests (ServerBusy); it is asked again later | 60",
                "500 | InternalError | gave an answer that is none of a blob storage (InternalError) | 60",
                "400 | canary! | gave an answer that is none of a blob storage (status 400) | 60",
            })
    void what_the_storage_refuses_is_told_and_costs_nothing_but_time(
            int status, String code, String expected, int seconds) throws IOException {
        Watched folder = watch(settings);
        server.put("a", "1");
        folder.settle();
        server.answer(status, code);
        String trouble = trouble(folder);
        assertThat(trouble)
                .startsWith("the folder azblob://acc/box cannot be read, and nothing is announced until it can:")
                .contains("the storage account acc (127.0.0.1)", expected)
                .doesNotContain("canary", TestBlobServer.KEY);
        assertThat(folder.scanner().last().stopped()).isTrue();

        int asked = server.requests().size();
        for (int i = 0; i < 5; i++) {
            assertThat(trouble(folder)).isEqualTo(trouble);
        }
        assertThat(server.requests()).as("not asked every second").hasSize(asked);

        server.recover();
        server.put("b", "1");
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
        assertThat(folder.settle()).isEqualTo(new ScanReport(2, 0, 1, List.of()));
        assertThat(folder.announcements()).containsExactly("created a", "created b");
    }

    @Test
    void a_signature_that_is_refused_is_not_shown() throws IOException {
        server.answer(403, "AuthenticationFailed");
        String trouble = trouble(watch(BlobSettings.ofSas(server.endpoint(), SAS)));
        assertThat(server.requests().getFirst()).as("it was sent").contains("sig=canary-signature");
        assertThat(trouble).contains("bellhop.sources.s.blob.sas-token").doesNotContain("canary");
        assertThat(remote.toUri().toString() + remote).doesNotContain("canary");
    }

    @Test
    void an_answer_that_is_no_listing_is_a_trouble() throws IOException {
        Watched folder = watch(settings);
        for (String odd : List.of("<html>canary", "<EnumerationResults><Blobs><Blob><Name>a</Na", "")) {
            server.say(odd);
            assertThat(trouble(folder)).contains("none of a blob storage").doesNotContain("canary");
            nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        }
    }

    @Test
    void a_storage_that_is_gone_and_comes_back_costs_nothing_but_time() throws IOException {
        Watched folder = watch(settings);
        server.put("a", "1");
        folder.settle();
        server.kill();
        assertThat(trouble(folder)).contains("cannot be reached, or broke off");

        server.start();
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(folder.settle()).isEqualTo(new ScanReport(1, 0, 0, List.of()));
        assertThat(folder.announcements()).containsExactly("created a");
    }

    @Test
    void a_storage_whose_name_is_unknown_is_told() throws IOException {
        Watched folder = watch(BlobSettings.ofKey("http://bellhop-test.invalid", TestBlobServer.KEY));
        assertThat(trouble(folder)).contains("cannot be resolved", "bellhop.sources.s.blob.endpoint");
    }

    @Test
    void a_storage_that_hangs_is_given_up_in_time() throws IOException {
        Watched folder = watch(settings.withTimeout(Duration.ofSeconds(1)));
        server.put("a", "1");
        folder.settle();
        server.hang();
        assertThat(trouble(folder)).contains("did not answer within 1s");
        server.goOn();
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(folder.settle()).isEqualTo(new ScanReport(1, 0, 0, List.of()));
    }

    /** One that cannot be read any more half-way proves nothing about what comes after. */
    @Test
    void a_listing_that_breaks_off_forgets_no_file() throws IOException {
        Watched folder = watch(settings);
        server.page = 2;
        for (String name : List.of("a", "b", "c/d", "c/e", "f")) {
            server.put(name, "1");
        }
        folder.settle();
        FolderWalk walk = new FolderWalk(everything());
        walk.open();
        server.answer(503, "ServerBusy");
        assertThatThrownBy(() -> walk.next(100)).isInstanceOf(FolderUnavailable.class);
        walk.close();
        assertThat(folder.announcements())
                .containsExactlyInAnyOrder("created a", "created b", "created c/d", "created c/e", "created f");
    }

    @Test
    void a_scan_asks_once_a_page_and_for_no_blob() throws IOException {
        Watched folder = watch(settings);
        server.page = 3;
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            server.put("deep/" + i, "1");
            server.put("x" + i, "1");
            expected.add("created deep/" + i);
            expected.add("created x" + i);
        }
        folder.settle();
        assertThat(folder.announcements()).containsExactlyInAnyOrderElementsOf(expected);
        server.requests().clear();
        folder.scan();
        assertThat(server.requests())
                .as("11 entries and 10, 3 a page")
                .hasSize(4 + 4)
                .allMatch(request -> request.startsWith("GET") && request.contains("comp=list"));
    }

    @Test
    void what_stands_for_a_folder_is_no_file_and_a_blob_may_be_named_like_one() throws IOException {
        Watched folder = watch(settings);
        server.putFolder("in");
        server.putFolder("empty");
        server.put("in/", "");
        server.put("in/a", "1");
        server.put("both", "1");
        server.put("both/a", "1");
        server.put("back\\slash", "1");
        assertThat(folder.settle().troubles()).isEmpty();
        assertThat(folder.announcements())
                .containsExactlyInAnyOrder("created in/a", "created both", "created both/a", "created back\\slash");
        FolderFiles files = new FolderFiles(everything());
        assertThat(files.find("in")).isEmpty();
        assertThat(files.find("empty")).isEmpty();
        assertThat(files.find("both")).isPresent();
        assertThat(files.find("both/a")).isPresent();
        assertThat(files.find("back\\slash")).isPresent();
    }

    @Test
    void the_same_size_in_the_same_second_is_another_content() throws IOException {
        Watched folder = watch(settings);
        server.put("a", "1");
        folder.settle();
        server.put("a", "2");
        folder.settle();
        folder.settle();
        assertThat(folder.announcements()).containsExactly("created a", "changed a");
        FolderFiles.Found found = new FolderFiles(everything()).find("a").orElseThrow();
        assertThat(found.look())
                .as("listed and looked at")
                .isEqualTo(folder.ledger
                        .find("inbox", List.of("a"))
                        .await()
                        .atMost(Duration.ofSeconds(1))
                        .get("a")
                        .seen());
    }

    @Test
    void a_content_that_is_replaced_while_it_is_read_breaks_off() throws IOException {
        remote = settings.folder(PLACE, nanos::get);
        byte[] large = new byte[2_500_000];
        server.put("large", large);
        Path found = new FolderFiles(everything()).find("large").orElseThrow().file();
        try (InputStream content = Files.newInputStream(found)) {
            assertThat(content.readNBytes(100)).hasSize(100);
            server.put("large", large);
            assertThatThrownBy(content::readAllBytes).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void a_blob_that_cannot_be_read_keeps_no_other_from_being_found() throws IOException {
        Watched folder = watch(settings);
        server.put("a", "1");
        Path found = new FolderFiles(everything()).find("a").orElseThrow().file();
        server.answer(409, "BlobArchived");
        try (InputStream content = Files.newInputStream(found)) {
            assertThatThrownBy(content::read).isInstanceOf(AccessDeniedException.class);
        }
        server.answer(403, "AuthorizationPermissionMismatch");
        assertThatThrownBy(() -> new FolderFiles(everything()).find("a")).isInstanceOf(AccessDeniedException.class);
        server.answer(400, "InvalidUri");
        assertThat(new FolderFiles(everything()).find("a")).isEmpty();
        server.recover();
        assertThat(folder.scan().troubles()).as("asked at once").isEmpty();
    }

    @Test
    void contents_that_are_read_at_a_time_are_limited() throws IOException {
        remote = settings.folder(PLACE, nanos::get);
        server.put("a", "1");
        Path found = new FolderFiles(everything()).find("a").orElseThrow().file();
        List<InputStream> open = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            open.add(Files.newInputStream(found));
        }
        assertThatThrownBy(() -> Files.newInputStream(found).close())
                .isInstanceOf(FolderUnavailable.class)
                .hasMessageContaining("16 files");
        for (InputStream content : open) {
            content.close();
        }
        Files.newInputStream(found).close();
    }

    private FolderSettings everything() {
        FileFilter filter = FileFilter.of(List.of(), List.of(), remote.getFileSystem());
        return new FolderSettings(remote, filter, true, Duration.ofSeconds(1), Watched.SETTLE);
    }

    private Watched watch(BlobSettings configured) {
        remote = configured.folder(PLACE, nanos::get);
        return new Watched(unused, remote, FileFilter.of(List.of(), List.of("*.part"), remote.getFileSystem()));
    }

    private static String trouble(Watched folder) {
        List<String> troubles = folder.scan().troubles();
        assertThat(troubles).hasSize(1);
        return troubles.getFirst();
    }
}
