package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.bellhop.testing.TestSftpServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** From a file on an SFTP server to its event and its content, and what is seen when the server is gone. */
@QuarkusTest
@TestProfile(SftpMode.class)
class SftpJourneyTest {

    @ConfigProperty(name = SftpMode.Server.FOLDER)
    Path folder;

    @Inject
    Clockwork clockwork;

    TestSftpServer server;

    @Test
    void a_file_is_announced_and_read_and_a_server_that_is_gone_is_a_trouble() throws IOException {
        Files.writeString(folder.resolve("a b.txt"), "0123456789");
        // The first login takes long on a busy machine, so that it has a wait of its own.
        clockwork.tickUntil(() -> given().get("/sources/remote").jsonPath().getLong("files.total") == 1);
        clockwork.tickUntil(() -> given().get("/sources/remote").jsonPath().getLong("newest") == 1);
        JsonPath event = given().queryParam("startFrom", "beginning")
                .get("/triggers/remote/poll")
                .jsonPath();
        String url = event.getString("data.contentUrl");
        given().urlEncodingEnabled(false)
                .get(url)
                .then()
                .statusCode(200)
                .header("Content-Length", "10")
                .header("Transfer-Encoding", is((String) null))
                .header("ETag", event.getString("data.etag"))
                .body(is("0123456789"));
        given().urlEncodingEnabled(false)
                .header("Range", "bytes=3-5")
                .get(url)
                .then()
                .statusCode(206)
                .header("Content-Length", "3")
                .header("Content-Range", "bytes 3-5/10")
                .body(is("345"));
        given().urlEncodingEnabled(false).head(url).then().statusCode(200).header("Content-Length", "10");
        given().get("/sources/remote/files/nope").then().statusCode(404);

        server.kill();
        clockwork.tickUntil(
                () -> given().get("/sources/remote").body().asString().contains("cannot be reached"));
        given().get("/sources/remote")
                .then()
                .body(not(containsString(TestSftpServer.USER)))
                .body(not(containsString(TestSftpServer.PASSWORD)));
        given().urlEncodingEnabled(false)
                .get(url)
                .then()
                .statusCode(503)
                .header("Retry-After", "15")
                .body("type", is("urn:bellhop:problem:folder-unavailable"))
                .body(not(containsString(TestSftpServer.USER)));
        given().get("/triggers/inbox/poll").then().statusCode(202);
    }
}
