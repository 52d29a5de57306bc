package dev.bellhop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellhop.journey.Receiver;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
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
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer does with the packaged application, what a power cut does to it, and that nothing is lost. */
class PackagedApplicationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<String> polled = new ArrayList<>();
    private Receiver sink;
    private Packaged bellhop;
    private String next;

    @BeforeEach
    void begin() {
        sink = new Receiver();
        bellhop = new Packaged(folder);
        next = bellhop.url + "/triggers/inbox/poll?startFrom=beginning";
    }

    @AfterEach
    void end() throws InterruptedException {
        sink.close();
        bellhop.close();
    }

    @Test
    void files_reach_a_loop_and_a_sink_over_a_kill_in_the_middle_of_both() throws Exception {
        CountDownLatch half = new CountDownLatch(50);
        CountDownLatch killed = new CountDownLatch(1);
        sink.answer(post -> afterHalf(half, killed));
        bellhop.start();
        subscribe();
        for (int i = 0; i < 100; i++) {
            Files.writeString(folder.resolve("inbox/file-" + i + ".txt"), "content " + i);
        }
        await().atMost(PATIENCE).until(() -> poll(40));
        assertThat(half.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        bellhop.kill();
        killed.countDown();
        sink.answer(any -> "200 OK");

        bellhop.start();

        await().atMost(PATIENCE)
                .until(() -> poll(Integer.MAX_VALUE) && arrived().size() == 100);
        assertThat(polled).hasSize(100).doesNotHaveDuplicates();
        assertThat(arrived()).containsExactlyInAnyOrderElementsOf(polled);
        assertThat(bellhop.get(next).headers().firstValue("Location")).hasValue(next);
    }

    @Test
    void files_of_any_date_arrive_and_a_clean_stop_repeats_nothing() throws Exception {
        bellhop.start();
        subscribe();
        FileTime same = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        for (int i = 0; i < 200; i++) {
            moveIn("same-" + i, same);
        }
        moveIn("old", FileTime.from(Instant.parse("1999-12-31T23:59:59Z")));
        moveIn("new", FileTime.from(Instant.parse("2099-01-01T00:00:00Z")));
        await().atMost(PATIENCE)
                .until(() -> poll(Integer.MAX_VALUE) && arrived().size() == 202);
        assertThat(polled).hasSize(202).doesNotHaveDuplicates();
        assertThat(arrived()).containsExactlyInAnyOrderElementsOf(polled);

        assertThat(bellhop.stop(Duration.ofSeconds(10))).isIn(0, 143);
        bellhop.start();

        // What comes after the start proves that everything before it would have come by now.
        moveIn("last", same);
        await().atMost(PATIENCE)
                .until(() -> poll(Integer.MAX_VALUE) && arrived().size() == 203);
        assertThat(polled).hasSize(203).doesNotHaveDuplicates();
        assertThat(sink.ids()).hasSize(203).doesNotHaveDuplicates();
    }

    /** The first half is taken at once; what comes then is left without an answer until the service is dead. */
    private static String afterHalf(CountDownLatch half, CountDownLatch killed) {
        half.countDown();
        if (half.getCount() == 0) {
            try {
                assertThat(killed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return "200 OK";
    }

    private void subscribe() throws IOException, InterruptedException {
        String body =
                new JsonObject().put("callbackUrl", sink.url("/hook?sig=x")).encode();
        assertThat(bellhop.post("/triggers/inbox/subscribe", body).statusCode()).isEqualTo(201);
    }

    /** Follows Location until so many events were got or nothing is left; false if there was nothing yet. */
    private boolean poll(int enough) throws IOException, InterruptedException {
        while (polled.size() < enough) {
            HttpResponse<String> answer = bellhop.get(next);
            next = answer.headers().firstValue("Location").orElseThrow();
            if (answer.statusCode() == 202) {
                return !polled.isEmpty() && enough == Integer.MAX_VALUE;
            }
            assertThat(answer.statusCode()).isEqualTo(200);
            polled.add(new JsonObject(answer.body()).getString("id"));
        }
        return true;
    }

    private Set<String> arrived() {
        return new TreeSet<>(sink.ids());
    }

    /** Moved in, as programs do that are careful. */
    private void moveIn(String name, FileTime date) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "content of " + name);
        Files.setLastModifiedTime(file, date);
        Files.move(file, folder.resolve("inbox").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
