package dev.bellhop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the packaged application while actions are started: every start that was acknowledged comes to its end. */
class ActionsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CALLERS = 4;
    private static final int STARTS = 100;

    @TempDir
    Path folder;

    @Test
    void what_was_started_is_known_and_done_after_a_kill_in_the_middle() throws Exception {
        Queue<String> accepted = new ConcurrentLinkedQueue<>();
        CountDownLatch half = new CountDownLatch(STARTS);
        try (Packaged bellhop = new Packaged(folder)) {
            bellhop.start();
            try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
                for (int caller = 0; caller < CALLERS; caller++) {
                    callers.execute(() -> start(bellhop, accepted, half));
                }
                assertThat(half.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
                bellhop.kill();
            }
            int acknowledged = accepted.size();
            assertThat(acknowledged).isGreaterThanOrEqualTo(STARTS);

            bellhop.start();

            for (String location : accepted) {
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(bellhop.get(location).statusCode()).isEqualTo(200));
            }
            TreeSet<String> ids = new TreeSet<>();
            accepted.forEach(location -> ids.add(location.replaceAll(".*/operations/([^?]*).*", "$1")));
            assertThat(ids).hasSize(acknowledged);
        }
    }

    @Test
    void who_asked_to_be_called_back_is_after_a_kill_before_the_end() throws Exception {
        Queue<String> called = new ConcurrentLinkedQueue<>();
        HttpServer receiver = receiver(called);
        try (Packaged bellhop = new Packaged(folder)) {
            bellhop.start();
            // A folder that cannot be read now is tried again for a while.
            Path inbox = folder.resolve("inbox");
            Path away = Files.move(inbox, folder.resolve("away"));
            String callback = "http://localhost:" + receiver.getAddress().getPort() + "/run?sig=a%2Fb";
            String body = new JsonObject()
                    .put("callbackUrl", callback)
                    .put("input", new JsonObject().put("source", "inbox"))
                    .encode();
            HttpResponse<String> subscribed = bellhop.post("/actions/files-list/subscribe", body);
            assertThat(subscribed.statusCode()).isEqualTo(201);
            String location = subscribed.headers().firstValue("Location").orElseThrow();
            assertThat(bellhop.get(location).statusCode()).isEqualTo(202);

            bellhop.kill();
            assertThat(called).isEmpty();
            Files.writeString(Files.move(away, inbox).resolve("a.txt"), "a");
            bellhop.start();

            await().atMost(PATIENCE).until(() -> !called.isEmpty());
            String monitor = bellhop.get(subscribed
                            .headers()
                            .firstValue("Operation-Location")
                            .orElseThrow())
                    .body();
            assertThat(monitor).contains("\"status\":\"Succeeded\"", "\"path\":\"a.txt\"");
            assertThat(called).containsExactly("/run?sig=a%2Fb " + monitor);
        } finally {
            receiver.stop(0);
        }
    }

    /** Keeps the target and the body of what is posted to it. */
    private static HttpServer receiver(Queue<String> called) throws IOException {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            called.add(exchange.getRequestURI() + " " + body);
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        receiver.start();
        return receiver;
    }

    /** Starts one after the other until nobody answers any more. */
    private static void start(Packaged bellhop, Queue<String> accepted, CountDownLatch half) {
        String input = new JsonObject().put("source", "inbox").encode();
        try {
            while (true) {
                HttpResponse<String> answer = bellhop.post("/actions/files-list", input);
                assertThat(answer.statusCode()).isEqualTo(202);
                accepted.add(answer.headers().firstValue("Location").orElseThrow());
                half.countDown();
            }
        } catch (IOException killed) {
            // What was not acknowledged is nobody's concern.
        } catch (InterruptedException e) {
            throw new AssertionError("Interrupted", e);
        }
    }
}
