package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Writing files over HTTP: whole or not at all, and never anywhere else. */
@QuarkusTest
@TestProfile(LocalMode.class)
class UploadJourneyTest {

    private static final int MEGABYTE = 1024 * 1024;

    @Inject
    Clockwork clockwork;

    @ConfigProperty(name = "bellhop.sources.documents.directory")
    Path folder;

    @Test
    void a_file_is_written_read_and_announced_once() {
        Response written = put("up/ä b#%.txt", "hello");
        written.then()
                .statusCode(201)
                .header("ETag", notNullValue())
                .header("Location", endsWith("/sources/documents/files/up/%C3%A4%20b%23%25.txt"))
                .body("path", is("up/ä b#%.txt"), "size", is(5), "etag", is(written.header("ETag")));
        Calls.engine().get(written.header("Location")).then().statusCode(200).body(is("hello"));
        String events = "value.findAll { it.data.path == 'up/ä b#%.txt' }";
        clockwork.tickUntil(() -> !log().getList(events).isEmpty());
        for (int i = 0; i < 5; i++) {
            clockwork.tick();
        }

        assertThat(log().getList(events + ".type")).containsExactly("dev.bellhop.file.created");
        assertThat(log().getString(events + "[0].data.etag")).isEqualTo(written.header("ETag"));
    }

    @Test
    void conditions_say_what_may_be_replaced() throws IOException {
        String etag = put("cond.txt", "one").then().statusCode(201).extract().header("ETag");
        given().header("If-None-Match", "*")
                .body("two")
                .put("/sources/documents/files/cond.txt")
                .then()
                .statusCode(412)
                .body("type", is("urn:bellhop:problem:file-exists"));
        for (String other : List.of("\"x\"", "W/" + etag)) {
            given().header("If-Match", other)
                    .body("two")
                    .put("/sources/documents/files/cond.txt")
                    .then()
                    .statusCode(412)
                    .body("type", is("urn:bellhop:problem:file-changed"));
        }
        given().header("If-Match", "*")
                .body("two")
                .put("/sources/documents/files/cond-new.txt")
                .then()
                .statusCode(412);
        assertThat(folder.resolve("cond.txt")).hasContent("one");
        assertThat(folder.resolve("cond-new.txt")).doesNotExist();
        given().header("If-Match", etag)
                .body("two!")
                .put("/sources/documents/files/cond.txt")
                .then()
                .statusCode(200);
        assertThat(folder.resolve("cond.txt")).hasContent("two!");
    }

    @Test
    void a_large_file_passes_the_limit_of_other_bodies_and_not_its_own() throws IOException {
        byte[] three = new byte[3 * MEGABYTE];
        three[3 * MEGABYTE - 1] = 7;
        given().body(three)
                .put("/sources/documents/files/large.bin")
                .then()
                .statusCode(201)
                .body("size", is(three.length));
        assertThat(folder.resolve("large.bin")).hasBinaryContent(three);
        RawHttp.Answer told = RawHttp.send(
                RestAssured.port,
                "PUT /sources/documents/files/told.bin HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4194305\r\n\r\n");
        assertThat(told.status()).isEqualTo(413);
        assertThat(told.body()).contains("file-too-large", "bellhop.files.upload-max");
        byte[] chunk = ("100000\r\n" + "x".repeat(MEGABYTE) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] head =
                "PUT /sources/documents/files/chunked.bin HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] request = java.util.Arrays.copyOf(head, head.length + 5 * chunk.length);
        for (int i = 0; i < 5; i++) {
            System.arraycopy(chunk, 0, request, head.length + i * chunk.length, chunk.length);
        }
        assertThat(RawHttp.send(RestAssured.port, request).status()).isEqualTo(413);
        assertThat(Files.exists(folder.resolve("told.bin"))).isFalse();
        assertThat(Files.exists(folder.resolve("chunked.bin"))).isFalse();
        awaitNoTemporaryFile();
    }

    @Test
    void an_upload_that_breaks_off_leaves_nothing() throws IOException {
        for (String framing : List.of("Content-Length: 1000", "Transfer-Encoding: chunked")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
                socket.getOutputStream()
                        .write(("PUT /sources/documents/files/broken.txt HTTP/1.1\r\nHost: localhost\r\n" + framing
                                        + "\r\n\r\n5\r\nhello\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> !temporaryFiles().isEmpty());
            }
            awaitNoTemporaryFile();
            assertThat(folder.resolve("broken.txt")).doesNotExist();
        }
    }

    @Test
    void nothing_is_written_outside_of_the_folder_or_where_nobody_looks() throws IOException {
        Path beside = Files.createDirectories(folder.resolveSibling("documents2"));
        Files.writeString(beside.resolve("s.txt"), "SECRET");
        link("up-link.txt", beside.resolve("s.txt"));
        link("up-linked", beside);
        for (String path : List.of(
                "../w.txt",
                "..%2fw.txt",
                "%2e%2e/w.txt",
                "%2e%2e%2fw.txt",
                "%252e%252e%252fw.txt/",
                "..%5cw.txt",
                "a/../../w.txt",
                "a%2f..%2f..%2fw.txt",
                "../documents2/w.txt",
                "..%2fdocuments2%2fs.txt",
                ".hidden/w.txt",
                "%2ehidden",
                "w.part",
                ".bellhop-upload-1",
                "up-link.txt",
                "up-linked/w.txt",
                "up-linked%2fs.txt",
                "w%00.txt",
                "%2ftmp%2fw.txt",
                "//tmp/w.txt/",
                "%c0%ae%c0%ae/w.txt",
                "w%ff.txt",
                "w.txt/",
                "w.txt%2f",
                "w.",
                "w%20",
                "con",
                "AUX.txt",
                "w%0a.txt",
                "x".repeat(300),
                "x/".repeat(3_000) + "y")) {
            RawHttp.Answer answer = RawHttp.send(
                    RestAssured.port,
                    "PUT /sources/documents/files/" + path
                            + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx");
            // Without the source in its path a URL is another one, which takes no PUT.
            assertThat(answer.status()).as(path).isIn(400, 404, 405);
        }

        assertThat(beside.resolve("s.txt")).hasContent("SECRET");
        for (Path place : List.of(beside, folder, folder.getParent(), Path.of("/tmp"))) {
            assertThat(place.resolve("w.txt")).doesNotExist();
        }
    }

    @Test
    void a_source_of_pushed_events_takes_no_files_and_a_page_from_elsewhere_may_not_write() {
        given().body("x").put("/sources/events/files/a").then().statusCode(409);
        given().body("x").put("/sources/nope/files/a").then().statusCode(404);
        given().header("Origin", "https://evil.example")
                .body("x")
                .put("/sources/documents/files/evil.txt")
                .then()
                .statusCode(403);
    }

    @Test
    void an_empty_file_is_a_file() {
        put("up-empty.txt", "").then().statusCode(201).body("size", is(0));
    }

    private static Response put(String path, String content) {
        return given().contentType("text/plain").body(content).put("/sources/documents/files/{path}", path);
    }

    private static JsonPath log() {
        return given().get("/sources/documents/events?limit=1000").jsonPath();
    }

    private void awaitNoTemporaryFile() {
        await().atMost(Duration.ofSeconds(10)).until(() -> temporaryFiles().isEmpty());
    }

    private List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(".bellhop-upload-"))
                    .toList();
        }
    }

    private void link(String name, Path target) throws IOException {
        Path link = folder.resolve(name);
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
    }
}
