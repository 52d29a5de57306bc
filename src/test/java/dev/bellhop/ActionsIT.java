package dev.bellhop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
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
