package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a content, and conditions on it (RFC 9110, sections 13 and 14). */
@QuarkusTest
@TestProfile(LocalMode.class)
class FileContentJourneyTest {

    private static final String CONTENT = "0123456789";
    /** More than sockets hold. */
    private static final int SENT_BYTES = 40_000_000;

    @ConfigProperty(name = "bellhop.sources.documents.directory")
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("plain.txt"), CONTENT);
    }

    @Test
    void a_head_tells_the_size_and_that_ranges_are_taken() {
        given().header("Range", "bytes=0-1")
                .head("/sources/documents/files/plain.txt")
                .then()
                .statusCode(200)
                .header("Content-Length", "10")
                .header("Accept-Ranges", "bytes")
                .header("ETag", notNullValue())
                .body(emptyString());
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3, 206, 0123, bytes 0-3/10",
        "bytes=4-, 206, 456789, bytes 4-9/10",
        "bytes=-3, 206, 789, bytes 7-9/10",
        "bytes=9-99, 206, 9, bytes 9-9/10",
        "BYTES=0-1, 206, 01, bytes 0-1/10",
        "bytes=-99, 206, 0123456789, bytes 0-9/10",
        "bytes=0-0, 206, 0, bytes 0-0/10",
        "'bytes=0-1,3-4', 200, 0123456789,",
        "bytes=3-1, 200, 0123456789,",
        "lines=1-2, 200, 0123456789,",
        "bytes=, 200, 0123456789,",
        "bytes=-, 200, 0123456789,",
        "bytes=a-b, 200, 0123456789,"
    })
    void a_range_gets_a_part_and_an_odd_one_gets_everything(
            String range, int status, String body, String contentRange) {
        given().header("Range", range)
                .get("/sources/documents/files/plain.txt")
                .then()
                .statusCode(status)
                .header("Content-Range", contentRange)
                .header("Content-Length", Integer.toString(body.length()))
                .body(is(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0"})
    void a_range_that_the_file_does_not_have_is_a_problem_that_tells_its_size(String range) {
        given().header("Range", range)
                .get("/sources/documents/files/plain.txt")
                .then()
                .statusCode(416)
                .contentType("application/problem+json")
                .header("Content-Range", "bytes */10")
                .body("type", is("urn:bellhop:problem:range-not-satisfiable"));
    }

    @Test
    void conditions_decide_whether_the_content_is_sent() {
        String path = "/sources/documents/files/plain.txt";
        String etag = given().get(path).header("ETag");
        for (String match : List.of(etag, "*", "\"x\", " + etag, "W/" + etag)) {
            given().header("If-None-Match", match)
                    .get(path)
                    .then()
                    .statusCode(304)
                    .header("ETag", etag)
                    .body(emptyString());
        }
        given().header("If-None-Match", "\"x\"").get(path).then().statusCode(200);
        given().header("If-Match", etag).get(path).then().statusCode(200);
        given().header("If-Match", "\"x\"").get(path).then().statusCode(412).contentType("application/problem+json");
        given().header("If-Match", "W/" + etag).get(path).then().statusCode(412);
        given().header("If-None-Match", "\"x\"", etag).get(path).then().statusCode(304);
        given().header("If-Range", etag)
                .header("Range", "bytes=0-1")
                .get(path)
                .then()
                .statusCode(206);
        given().header("If-Range", "\"x\"")
                .header("Range", "bytes=0-1")
                .get(path)
                .then()
                .statusCode(200)
                .body(is(CONTENT));
        given().queryParam("version", "1").get(path).then().statusCode(412);
        given().queryParam("version", etag.replace("\"", "")).get(path).then().statusCode(200);
    }

    /** Far larger than the memory of the service, so none of it can be kept there. */
    @Test
    void a_file_of_five_gigabytes_is_there_up_to_its_last_byte() throws IOException {
        try (var sparse = new RandomAccessFile(folder.resolve("huge.bin").toFile(), "rw")) {
            sparse.setLength(5_368_709_120L);
            sparse.seek(5_368_709_117L);
            sparse.writeBytes("end");
        }
        String path = "/sources/documents/files/huge.bin";
        given().head(path).then().header("Content-Length", "5368709120");
        given().header("Range", "bytes=-3").get(path).then().statusCode(206).body(is("end"));
        given().header("Range", "bytes=5368709118-").get(path).then().body(is("nd"));
        Files.delete(folder.resolve("huge.bin"));
    }

    @Test
    void a_file_that_is_cut_while_it_is_sent_is_not_taken_for_whole() throws IOException {
        assertThat(receivedWhile("cut.bin", file -> Files.write(file, new byte[10])))
                .isLessThan(SENT_BYTES);
        assertThat(receivedWhile("same.bin", file -> Files.write(file, new byte[SENT_BYTES])))
                .isLessThan(SENT_BYTES);
    }

    @Test
    void a_file_that_is_replaced_while_it_is_sent_is_sent_to_its_end() throws IOException {
        assertThat(receivedWhile("replaced.bin", file -> {
                    Path other = Files.write(folder.resolve("other.bin"), new byte[10]);
                    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
                }))
                .isEqualTo(SENT_BYTES);
    }

    private interface Meanwhile {
        void happensTo(Path file) throws IOException;
    }

    /** How many bytes arrive if something happens after the first ones. */
    private long receivedWhile(String name, Meanwhile meanwhile) throws IOException {
        Path file = Files.write(folder.resolve(name), new byte[SENT_BYTES]);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET /sources/documents/files/" + name + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            int ends = 0;
            while (ends < 4) {
                ends = in.read() == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : 0;
            }
            meanwhile.happensTo(file);
            long received = 0;
            byte[] piece = new byte[65_536];
            while (received < SENT_BYTES) {
                int length = in.read(piece);
                if (length < 0) {
                    break;
                }
                received += length;
            }
            return received;
        } finally {
            Files.delete(file);
        }
    }
}
