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

    private static final String UNKNOWN_UPLOAD = "urn:bellhop:problem:unknown-upload";

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

    @Test
    void a_file_comes_in_parts_as_engines_send_it() throws IOException {
        String content = "x".repeat(1_000) + "y".repeat(500);
        Response begun = begin("up/parts.txt", 1_500);
        begun.then().statusCode(200).header("x-ms-chunk-size", notNullValue()).body(is(""));
        String url = begun.header("Location");

        part(url, "bytes=0-999/1500", content.substring(0, 1_000))
                .then()
                .statusCode(200)
                .header("Range", "bytes=0-999")
                .body(is(""));
        assertThat(folder.resolve("up/parts.txt")).doesNotExist();
        part(url, "bytes=1200-1499/1500", content.substring(1_200))
                .then()
                .statusCode(409)
                .body("type", is("urn:bellhop:problem:part-out-of-order"), "next", is(1_000));
        for (int i = 0; i < 2; i++) {
            part(url, "bytes 1000-1499/1500", content.substring(1_000))
                    .then()
                    .statusCode(200)
                    .header("ETag", notNullValue())
                    .body("path", is("up/parts.txt"), "size", is(1_500));
        }
        assertThat(folder.resolve("up/parts.txt")).hasContent(content);
        given().header("Range", "bytes=998-1001")
                .get("/sources/documents/files/up/parts.txt")
                .then()
                .statusCode(206)
                .header("Content-Range", "bytes 998-1001/1500")
                .body(is("xxyy"));
    }

    @Test
    void parts_keep_the_condition_of_their_beginning() throws IOException {
        String url = given().header("x-ms-transfer-mode", "chunked")
                .header("x-ms-content-length", 3)
                .header("If-None-Match", "*")
                .put("/sources/documents/files/parts-cond.txt")
                .header("Location");
        put("parts-cond.txt", "other").then().statusCode(201);
        part(url, "bytes=0-2/3", "one").then().statusCode(412).body("type", is("urn:bellhop:problem:file-exists"));
        assertThat(folder.resolve("parts-cond.txt")).hasContent("other");
    }

    @Test
    void a_part_needs_the_url_that_it_was_begun_with_and_says_which_bytes_it_has() {
        String url = begin("parts-bad.txt", 3).header("Location");
        for (String other : List.of(
                url.replace("parts-bad", "parts-other"),
                url.replace("length=3", "length=4"),
                url.replaceAll("upload=[^&]*", "upload=..%2fx"),
                url.replaceAll("token=.*", "token=x"),
                url + "&if-match=x",
                url.replaceAll("[?].*", ""))) {
            part(other, "bytes=0-2/3", "one").then().statusCode(404).body("type", is(UNKNOWN_UPLOAD));
        }
        for (String range : List.of("", "0-2/3", "bytes=0-3/3", "bytes=2-1/3", "bytes=0-2/4", "bytes=0-2/*")) {
            part(url, range, "one").then().statusCode(400).body("type", is("urn:bellhop:problem:malformed-part"));
        }
        for (String length : List.of("", "0", "-1", "x", "4194305", "99999999999999999999")) {
            given().header("x-ms-transfer-mode", "chunked")
                    .header("x-ms-content-length", length)
                    .put("/sources/documents/files/parts-bad.txt")
                    .then()
                    .statusCode(length.equals("4194305") ? 413 : 400);
        }
        part(url, "bytes=0-2/3", "two").then().statusCode(200);
        assertThat(folder.resolve("parts-bad.txt")).hasContent("two");
    }

    private static Response begin(String path, int length) {
        return given().header("x-ms-transfer-mode", "chunked")
                .header("x-ms-content-length", length)
                .put("/sources/documents/files/" + path);
    }

    private static Response part(String url, String range, String content) {
        return given().urlEncodingEnabled(false)
                .header("Content-Range", range)
                .contentType("application/octet-stream")
                .body(content.getBytes(StandardCharsets.UTF_8))
                .patch(url);
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
