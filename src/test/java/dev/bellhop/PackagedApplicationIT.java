package dev.bellhop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application as a user starts it, and as a power cut ends it. */
class PackagedApplicationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FILES = 200;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Set<String> posted = new ConcurrentSkipListSet<>();
    private final List<String> polled = new ArrayList<>();
    private final List<Process> started = new ArrayList<>();
    private HttpServer sink;
    private String url;

    @TempDir
    Path folder;

    @BeforeEach
    void listen() throws IOException {
        sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sink.createContext("/", exchange -> {
            JsonObject event =
                    new JsonObject(new String(exchange.getRequestBody().readAllBytes()));
            posted.add(event.getString("id"));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        sink.start();
        try (ServerSocket free = new ServerSocket(0)) {
            url = "http://127.0.0.1:" + free.getLocalPort();
        }
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
        sink.stop(0);
    }

    @Test
    void every_file_reaches_a_poll_and_a_callback_over_a_kill() throws Exception {
        start();
        subscribe();
        putFiles();
        kill();
        start();
        await().atMost(PATIENCE).until(() -> drain() && polled.size() > FILES / 2 || polled.size() == FILES);
        kill();
        start();

        await().atMost(PATIENCE).until(() -> drain() && polled.size() == FILES && posted.size() == FILES);
        assertThat(polled).doesNotHaveDuplicates();
        assertThat(posted).containsExactlyInAnyOrderElementsOf(polled);
    }

    @Test
    void a_refused_start_says_what_to_do_and_nothing_else() throws Exception {
        Process refused = launch("-Dbellhop.callback.allow=example.org");

        assertThat(refused.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(refused.exitValue()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("log")))
                .contains("bellhop.callback.allow is no key of Bellhop; did you mean bellhop.callbacks.allow?")
                .doesNotContain("Exception", "\tat ");
    }

    @Test
    void a_clean_stop_ends_in_time() throws Exception {
        Process running = start();

        running.destroy();

        assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private Process start() throws Exception {
        Process running = launch();
        await().atMost(PATIENCE).until(() -> running.isAlive() && isReady());
        return running;
    }

    private Process launch(String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dquarkus.http.port=" + URI.create(url).getPort());
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", System.getProperty("bellhop.application")));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        started.add(process);
        return process;
    }

    private void kill() throws InterruptedException {
        Process running = started.getLast().destroyForcibly();
        assertThat(running.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get(url + "/q/health/ready").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private void subscribe() throws Exception {
        String body = new JsonObject()
                .put("callbackUrl", "http://localhost:" + sink.getAddress().getPort() + "/hook")
                .put("startFrom", "beginning")
                .encode();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/triggers/inbox/subscribe"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(201);
    }

    /** All with one timestamp but two: one dated 1999, one dated 2099; moved in, as programs do. */
    private void putFiles() throws IOException {
        FileTime same = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        for (int i = 0; i < FILES; i++) {
            Path file = Files.writeString(folder.resolve("file" + i), "content " + i);
            Files.setLastModifiedTime(
                    file,
                    switch (i) {
                        case 0 -> FileTime.from(Instant.parse("1999-01-01T00:00:00Z"));
                        case 1 -> FileTime.from(Instant.parse("2099-01-01T00:00:00Z"));
                        default -> same;
                    });
            Files.move(file, folder.resolve("inbox").resolve("file" + i), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private String next = "";

    /** Follows Location until nothing is left; false if the service went away meanwhile. */
    private boolean drain() throws InterruptedException {
        if (next.isEmpty()) {
            next = url + "/triggers/inbox/poll?startFrom=beginning";
        }
        try {
            while (true) {
                HttpResponse<String> answer = get(next);
                next = answer.headers().firstValue("Location").orElseThrow();
                if (answer.statusCode() == 202) {
                    return true;
                }
                polled.add(new JsonObject(answer.body()).getString("id"));
            }
        } catch (IOException away) {
            return false;
        }
    }

    private HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(target))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
