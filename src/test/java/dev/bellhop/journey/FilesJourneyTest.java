package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a file in a folder to its event, and from the event to the content, never further. */
@QuarkusTest
@TestProfile(LocalMode.class)
class FilesJourneyTest {

    private static final String CONTENT = "0123456789";

    @Inject
    Clockwork clockwork;

    @ConfigProperty(name = "bellhop.sources.documents.directory")
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("plain.txt"), CONTENT);
    }

    @Test
    void a_file_becomes_an_event_with_a_link_to_exactly_its_content() throws IOException {
        String name = "ä b+c%;#?&='\".pdf";
        Path file = folder.resolve("2026/11").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "first");
        JsonPath event = eventOf("2026/11/" + name, "created");
        assertThat(event.getString("source")).isEqualTo("/sources/documents");
        assertThat(event.getString("datacontenttype")).isEqualTo("application/json");
        assertThat(event.getString("data.path")).isEqualTo("2026/11/" + name);
        assertThat(event.getString("data.name")).isEqualTo(name);
        assertThat(event.getInt("data.size")).isEqualTo(5);
        assertThat(event.getString("data.contentType")).isEqualTo("application/pdf");
        assertThat(Instant.parse(event.getString("data.lastModified")))
                .isBefore(Instant.now().plusSeconds(60));
        String contentUrl = event.getString("data.contentUrl");
        Calls.engine()
                .get(contentUrl)
                .then()
                .statusCode(200)
                .header("ETag", event.getString("data.etag"))
                .header("Content-Type", "application/pdf")
                .header("X-Content-Type-Options", "nosniff")
                .body(is("first"));
        Files.writeString(file, "second");
        Calls.engine()
                .get(contentUrl)
                .then()
                .statusCode(412)
                .contentType("application/problem+json")
                .body("type", is("urn:bellhop:problem:file-changed"));
        JsonPath changed = eventOf("2026/11/" + name, "changed");
        Calls.engine()
                .get(changed.getString("data.contentUrl"))
                .then()
                .statusCode(200)
                .body(is("second"));
    }

    @Test
    void an_empty_file_has_an_event_and_a_content_of_nothing() throws IOException {
        Files.createFile(folder.resolve("empty.txt"));
        JsonPath event = eventOf("empty.txt", "created");
        Calls.engine()
                .get(event.getString("data.contentUrl"))
                .then()
                .statusCode(200)
                .header("Content-Length", "0")
                .body(emptyString());
    }

    @Test
    void nothing_outside_the_folder_and_nothing_hidden_can_be_read() throws IOException {
        Path beside = Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-secret"));
        Files.writeString(beside.resolve("s.txt"), "SECRET");
        Files.writeString(folder.resolveSibling("s.txt"), "SECRET");
        Files.createDirectories(folder.resolve(".hidden"));
        Files.writeString(folder.resolve(".hidden/s.txt"), "SECRET");
        Files.writeString(folder.resolve("upload.part"), "SECRET");
        link("link.txt", beside.resolve("s.txt"));
        link("linked", beside);
        link("loop", folder.resolve("loop"));
        // The file itself, and the listing.
        List<String> harmless = List.of("plain.txt/", ".", "%2e");
        for (String path : List.of(
                "../s.txt",
                "..%2fs.txt",
                "%2e%2e/s.txt",
                "%2e%2e%2fs.txt",
                "%252e%252e%252fs.txt",
                "..%5cs.txt",
                "a/../../s.txt",
                "a%2f..%2f..%2fs.txt",
                "../documents-secret/s.txt",
                "..%2fdocuments-secret%2fs.txt",
                "-secret/s.txt",
                ".hidden/s.txt",
                "%2ehidden/s.txt",
                "x/..%2f.hidden/s.txt",
                "upload.part",
                "link.txt",
                "linked/s.txt",
                "loop",
                "loop/x",
                "./..%2fs.txt",
                "..%00/s.txt",
                "s.txt%00.txt",
                "%2fetc%2fpasswd",
                "//etc/passwd",
                "%c0%ae%c0%ae/s.txt",
                "..;/s.txt",
                "%ff%fe",
                "plain.txt/",
                "plain.txt/x",
                ".",
                "%2e",
                beside.resolve("s.txt").toString().replace("/", "%2f"),
                "x".repeat(300),
                "x/".repeat(3_000) + "y")) {
            RawHttp.Answer answer = RawHttp.send(
                    RestAssured.port, "GET /sources/documents/files/" + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(answer.body()).as(path).doesNotContain("SECRET", "root:");
            assertThat(answer.status()).as(path).isIn(harmless.contains(path) ? List.of(200) : List.of(400, 404));
        }
    }

    @Test
    void files_of_any_date_arrive_and_two_hundred_of_one_date_too() throws IOException {
        String location = Calls.locationNow("documents");
        FileTime same = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        for (int i = 0; i < 200; i++) {
            Files.setLastModifiedTime(Files.writeString(folder.resolve("same-" + i + ".txt"), "x"), same);
        }
        FileTime old = FileTime.from(Instant.parse("1999-12-31T23:59:59Z"));
        Files.setLastModifiedTime(Files.writeString(folder.resolve("old.txt"), "x"), old);
        FileTime future = FileTime.from(Instant.parse("2099-01-01T00:00:00Z"));
        Files.setLastModifiedTime(Files.writeString(folder.resolve("future.txt"), "x"), future);
        long expected = Calls.newest("documents") + 202;
        clockwork.tickUntil(() -> Calls.newest("documents") >= expected);
        assertThat(Calls.drain(location)).hasSizeGreaterThanOrEqualTo(202).doesNotHaveDuplicates();
    }

    @Test
    void pushed_events_have_no_files() {
        given().get("/sources/events/files/a.txt")
                .then()
                .statusCode(409)
                .body("type", is("urn:bellhop:problem:wrong-kind-of-source"));
        given().get("/sources/documents/files/none.txt")
                .then()
                .statusCode(404)
                .body("type", is("urn:bellhop:problem:unknown-file"), "detail", containsString("none.txt"));
        given().get("/sources/events/files")
                .then()
                .statusCode(409)
                .body("type", is("urn:bellhop:problem:wrong-kind-of-source"));
    }

    /** Waits for the event of this file, and has its members at the root. */
    private JsonPath eventOf(String path, String what) {
        clockwork.tickUntil(() -> log().get("value.find { " + isOf(path, what) + " }") != null);
        return log().setRootPath("value.find { " + isOf(path, what) + " }");
    }

    private static String isOf(String path, String what) {
        return "it.type == 'dev.bellhop.file." + what + "' && it.data.path == '" + path.replace("'", "\\'") + "'";
    }

    private static JsonPath log() {
        return given().get("/sources/documents/events?limit=1000").jsonPath();
    }

    private void link(String name, Path target) throws IOException {
        Path link = folder.resolve(name);
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
    }
}
