package dev.bellhop.delivery.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.CallbackPolicy;
import dev.bellhop.delivery.SampleDeliveries;
import dev.bellhop.delivery.attempt.Attempt;
import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.attempt.AttemptResult.Accepted;
import dev.bellhop.delivery.attempt.AttemptResult.TryAgain;
import dev.bellhop.event.SampleEvents;
import dev.bellhop.outbound.Failure;
import dev.bellhop.outbound.OutboundClient;
import dev.bellhop.outbound.OutboundClient.Lookup;
import dev.bellhop.testing.FakeReceiver;
import dev.bellhop.testing.SeededRandom;
import dev.bellhop.testing.SettableTime;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The address that was checked is the address that is dialled. */
class HttpWebhookSenderAddressTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** As if the loopback interface were a network that callbacks may live in. */
    private static final CallbackPolicy POLICY = new CallbackPolicy(false, List.of("127.0.0.1", "hooks.example"));

    private FakeReceiver receiver;

    private final AtomicLong nanos = new AtomicLong();

    @BeforeEach
    void listen() {
        receiver = FakeReceiver.start(VERTX);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @AfterAll
    static void stop() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_name_is_looked_up_once_for_check_and_connection_and_stays_in_the_host_header() {
        AtomicInteger lookups = new AtomicInteger();
        AttemptResult result = send(1, host -> {
            // A name server that answers something else the second time.
            return addresses(lookups.incrementAndGet() == 1 ? "127.0.0.1" : "169.254.169.254");
        });

        assertThat(result).isEqualTo(new Accepted(200));
        assertThat(lookups).hasValue(1);
        assertThat(receiver.take().headers("host")).containsExactly("hooks.example:" + receiver.port());
    }

    @Test
    void one_forbidden_address_among_good_ones_keeps_all_of_them_from_being_dialled() {
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(send(attempt, host -> addresses("127.0.0.1", "169.254.169.254")))
                    .isInstanceOfSatisfying(
                            TryAgain.class,
                            again -> assertThat(again.failure().reason()).contains("bellhop.callbacks.allow"));
        }
        assertThat(receiver.connections()).isZero();
    }

    @Test
    void a_name_without_an_address_is_tried_again() {
        assertThat(send(1, host -> {
                    throw new UnknownHostException(host + " with a secret");
                }))
                .isEqualTo(new TryAgain(Failure.without(Failure.Kind.DNS, "the host name has no address"), null));
        assertThat(send(1, host -> new InetAddress[0]))
                .isEqualTo(new TryAgain(Failure.without(Failure.Kind.NOT_ALLOWED, "the host has no address"), null));
    }

    @Test
    void every_attempt_takes_the_next_address_so_that_a_dead_one_does_not_spoil_all() {
        Lookup oneDead = host -> addresses("127.0.0.2", "127.0.0.1");
        assertThat(send(1, oneDead)).isInstanceOf(TryAgain.class);
        assertThat(send(2, oneDead)).isEqualTo(new Accepted(200));
        assertThat(send(3, oneDead)).isInstanceOf(TryAgain.class);
    }

    @Test
    void a_name_server_that_hangs_holds_one_thread_however_many_attempts_wait_for_it() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        AtomicInteger lookups = new AtomicInteger();
        HttpWebhookSender sender = sender(host -> {
            lookups.incrementAndGet();
            await(hanging);
            return addresses("127.0.0.1");
        });
        List<Uni<AttemptResult>> attempts = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            attempts.add(attempt(sender, 1).memoize().indefinitely());
        }
        attempts.forEach(attempt -> attempt.subscribe().with(result -> {}));
        hanging.countDown();

        attempts.forEach(attempt -> assertThat(attempt.await().atMost(PATIENCE)).isEqualTo(new Accepted(200)));
        assertThat(lookups).hasValue(1);
        assertThat(attempt(sender, 1).await().atMost(PATIENCE)).isEqualTo(new Accepted(200));
        assertThat(lookups).as("for a second it is known").hasValue(1);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(attempt(sender, 1).await().atMost(PATIENCE)).isEqualTo(new Accepted(200));
        assertThat(lookups).as("then the next attempt asks again").hasValue(2);
    }

    @Test
    void an_attempt_that_waits_for_a_name_server_ends_in_time() {
        CountDownLatch hanging = new CountDownLatch(1);
        HttpWebhookSender impatient = sender(Duration.ofMillis(50), host -> {
            await(hanging);
            return addresses("127.0.0.1");
        });
        assertThat(attempt(impatient, 1).await().atMost(PATIENCE))
                .isEqualTo(new TryAgain(Failure.without(Failure.Kind.TIMEOUT, "no answer within 50 ms"), null));
        hanging.countDown();
        assertThat(receiver.waiting()).isZero();
    }

    private AttemptResult send(int attempt, Lookup lookup) {
        return attempt(sender(lookup), attempt).await().atMost(PATIENCE);
    }

    private Uni<AttemptResult> attempt(HttpWebhookSender sender, int attempt) {
        String url = "http://hooks.example:" + receiver.port() + "/";
        return sender.send(new Attempt(SampleDeliveries.subscription(url, null), List.of(SampleEvents.at(7)), attempt));
    }

    private HttpWebhookSender sender(Lookup lookup) {
        return sender(Duration.ofSeconds(5), lookup);
    }

    private HttpWebhookSender sender(Duration timeout, Lookup lookup) {
        OutboundClient client = new OutboundClient(VERTX, VERTX.createHttpClient(), POLICY, lookup, nanos::get);
        return new HttpWebhookSender(
                VERTX, client, AgainstReceiver.NO_TOKENS, timeout, new SettableTime(), SeededRandom.of(1));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static InetAddress[] addresses(String... literals) {
        return Arrays.stream(literals)
                .map(literal -> {
                    try {
                        return InetAddress.getByName(literal);
                    } catch (UnknownHostException e) {
                        throw new AssertionError(e);
                    }
                })
                .toArray(InetAddress[]::new);
    }
}
