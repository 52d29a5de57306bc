package dev.bellhop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellhop.journey.Receiver;
import dev.bellhop.journey.Receiver.Received;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the packaged application under load, again and again: what was acknowledged arrives, what is repeated keeps its
 * id. A round takes some seconds, so there are few unless {@code -Dcrash.rounds=20} asks for more.
 */
class CrashIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 4);
    private static final long SEED =
            Long.getLong("crash.seed", ThreadLocalRandom.current().nextLong());
    private static final int PUBLISHERS = 4;
    private static final int EVENTS_BEFORE_KILL_MAX = 800;
    private static final int EVENTS_A_FILE = 25;
    private static final String[] OPTIONS = {
        "-XX:TieredStopAtLevel=1", // starts sooner
        "-Dbellhop.sources.events.kind=events",
        "-Dbellhop.sources.inbox.directory=./inbox",
        "-Dbellhop.sources.inbox.settle=0s",
        "-Dbellhop.delivery.retries=100ms,200ms,500ms,1s,1s,1s,1s,1s,1s,1s"
    };

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final AtomicInteger offered = new AtomicInteger();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch toBeAcknowledged = new CountDownLatch(0);
    private volatile CountDownLatch toBeCalledBack = new CountDownLatch(0);
    private Receiver steady;
    private Receiver unsteady;
    private Packaged bellhop;

    @BeforeEach
    void begin() throws IOException {
        steady = new Receiver();
        unsteady = new Receiver();
        bellhop = new Packaged(folder);
        Files.createDirectory(folder.resolve("inbox"));
        steady.answer(post -> {
            toBeCalledBack.countDown();
            return "200 OK";
        });
        unsteady.answer(post -> random.nextInt(10) == 0 ? "503 Service Unavailable" : "200 OK");
    }

    @AfterEach
    void end() throws InterruptedException {
        steady.close();
        unsteady.close();
        bellhop.close();
    }

    @Test
    void what_was_acknowledged_arrives_and_repeats_keep_their_id_however_often_it_is_killed() throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            bellhop.start(OPTIONS);
            if (round == 1) {
                subscribe(steady);
                subscribe(unsteady);
            }
            killUnderLoad(round);
        }

        bellhop.start(OPTIONS);

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(idsByEvent(steady).keySet()).as(seed()).containsAll(acknowledged);
            assertThat(idsByEvent(unsteady).keySet()).as(seed()).containsAll(acknowledged);
        });
        Map<String, Set<String>> ids = idsByEvent(steady);
        idsByEvent(unsteady)
                .forEach((event, more) ->
                        ids.computeIfAbsent(event, any -> new TreeSet<>()).addAll(more));
        assertThat(ids.values()).as(seed()).allSatisfy(same -> assertThat(same).hasSize(1));
        assertThat(ids.keySet()).as(seed()).isSubsetOf(published());
        assertThat(refused).as(seed()).isEmpty();
        assertThat(new JsonObject(bellhop.get(bellhop.url + "/dead-letters").body()).getJsonArray("value"))
                .as(seed())
                .isEmpty();
    }

    /** Either some posts after the start or some callbacks after it, so that it stands at another place every time. */
    private void killUnderLoad(int round) throws Exception {
        CountDownLatch moment = new CountDownLatch(1 + random.nextInt(EVENTS_BEFORE_KILL_MAX));
        if (random.nextBoolean()) {
            toBeAcknowledged = moment;
        } else {
            toBeCalledBack = moment;
        }
        try (ExecutorService publishers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < PUBLISHERS; i++) {
                publishers.execute(this::publishUntilKilled);
            }
            assertThat(moment.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as(seed() + ", round " + round)
                    .isTrue();
            bellhop.kill();
        }
    }

    private void publishUntilKilled() {
        try {
            while (true) {
                int number = offered.incrementAndGet();
                String event = name(number);
                if (isFile(number)) {
                    moveIn(event);
                    acknowledged.add(event);
                } else {
                    publish(event);
                }
            }
        } catch (IOException killed) {
            // As it should be.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(String event) throws IOException, InterruptedException {
        String body = new JsonObject().put("event", event).encode();
        int status = bellhop.post("/sources/events/events", body).statusCode();
        if (status == 202) {
            acknowledged.add(event);
            toBeAcknowledged.countDown();
        } else {
            refused.add(event + ": " + status);
        }
    }

    private void subscribe(Receiver receiver) throws IOException, InterruptedException {
        for (String source : new String[] {"events", "inbox"}) {
            String body = new JsonObject()
                    .put("callbackUrl", receiver.url("/" + source))
                    .encode();
            assertThat(bellhop.post("/triggers/" + source + "/subscribe", body).statusCode())
                    .isEqualTo(201);
        }
    }

    /** Every id under which each event came. */
    private static Map<String, Set<String>> idsByEvent(Receiver receiver) {
        Map<String, Set<String>> ids = new TreeMap<>();
        for (Received post : receiver.received()) {
            JsonObject event = new JsonObject(post.text());
            String name = event.getString("subject", event.getJsonObject("data").getString("event"));
            ids.computeIfAbsent(name, any -> new TreeSet<>()).add(post.id());
            assertThat(event.getString("id")).isEqualTo(post.id());
        }
        return ids;
    }

    private Set<String> published() {
        Set<String> names = new TreeSet<>();
        for (int number = 1; number <= offered.get(); number++) {
            names.add(name(number));
        }
        return names;
    }

    private static boolean isFile(int number) {
        return number % EVENTS_A_FILE == 0;
    }

    private static String name(int number) {
        return (isFile(number) ? "file-" : "event-") + number;
    }

    private void moveIn(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "content of " + name);
        Files.move(file, folder.resolve("inbox").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String seed() {
        return "-Dcrash.rounds=" + ROUNDS + " -Dcrash.seed=" + SEED;
    }
}
