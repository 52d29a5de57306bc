package dev.bellhop.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.bellhop.source.content.RemoteReads;
import dev.bellhop.testing.TestSftpServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** From a file on an SFTP server to its event and its content, and what is seen when the server is gone. */
@QuarkusTest
@TestProfile(SftpMode.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SftpJourneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @ConfigProperty(name = SftpMode.Server.FOLDER)
    Path folder;

    @ConfigProperty(name = "bellhop.sources.inbox.directory")
    Path inbox;

    @Inject
    Clockwork clockwork;

    TestSftpServer server;

    @Test
    @Order(1)
    void a_server_that_hangs_holds_up_no_other_source_however_many_callers_ask_for_it() throws Exception {
        // given a folder that was read
        Files.writeString(folder.resolve("first.txt"), "1");
        clockwork.tickUntil(() -> given().get("/sources/remote").jsonPath().getLong("newest") == 1);
        long before = given().get("/sources/inbox").jsonPath().getLong("newest");
        // when its server hangs, and more callers wait for it than there are threads
        server.hang();
        URI list = URI.create("http://localhost:" + RestAssured.port + "/sources/remote/files");
        List<CompletableFuture<Integer>> callers = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 3 * SftpMode.THREADS; i++) {
                callers.add(client.sendAsync(HttpRequest.newBuilder(list).build(), BodyHandlers.discarding())
                        .thenApply(HttpResponse::statusCode));
            }
            // then most are told to come back, and the others go on
            await().atMost(PATIENCE)
                    .until(() ->
                            callers.stream().filter(CompletableFuture::isDone).count()
                                    >= callers.size() - RemoteReads.FOLDER_MAX);
            for (int i = 1; i <= 3; i++) {
                Files.writeString(inbox.resolve("local" + i), "1");
                long wanted = before + i;
                clockwork.tickUntil(
                        () -> given().get("/sources/inbox").jsonPath().getLong("newest") == wanted);
            }
            assertThat(callers.stream().filter(CompletableFuture::isDone)).allMatch(status -> status.join() == 503);
            server.goOn();
            assertThat(callers).allMatch(status -> Set.of(200, 503).contains(status.join()));
        }
        await().atMost(PATIENCE)
                .until(() -> given().get("/sources/remote/files").statusCode() == 200);
    }

    @Test
    @Order(2)
    void a_file_is_announced_and_read_and_a_server_that_is_gone_is_a_trouble() throws IOException {
        Files.writeString(folder.resolve("a b.txt"), "0123456789");
        // The first login takes long on a busy machine, so that it has a wait of its own.
        clockwork.tickUntil(() -> given().get("/sources/remote").jsonPath().getLong("files.total") == 2);
        clockwork.tickUntil(() -> given().get("/sources/remote").jsonPath().getLong("newest") == 2);
        JsonPath event = given().get("/sources/remote/events?after=1").jsonPath();
        String url = event.getString("value[0].data.contentUrl");
        given().urlEncodingEnabled(false)
                .get(url)
                .then()
                .statusCode(200)
                .header("Content-Length", "10")
                .header("Transfer-Encoding", is((String) null))
                .header("ETag", event.getString("value[0].data.etag"))
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
