import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** Callback URLs on this machine, on one thread: some answer at once, those of the second port never. */
final class Sink {

    private static final byte[] SENT = "\"sent\":".getBytes(StandardCharsets.US_ASCII);
    private static final String HANGING = "/hang/";
    /** A name, because those of real callbacks are names, too, and have to be looked up. */
    private static final String HOST = System.getenv().getOrDefault("BENCH_CALLBACK_HOST", "localhost");

    final int port;

    private final Object lock = new Object();
    private long[] arrivals = new long[0];
    private long[] latencies = new long[0];
    private int arrived;
    private int timed;

    Sink(int port) {
        this.port = port;
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1").setAcceptBacklog(20_000);
        vertx.createHttpServer(options)
                .requestHandler(this::receive)
                .listen(port)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        vertx.createHttpServer(options)
                .requestHandler(this::receive)
                .listen(port + 1)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    String answering(String path) {
        return "http://" + HOST + ":" + port + "/hook/" + path;
    }

    /** Never answers, on a port of its own or on that of those that do. */
    String hanging(String path, boolean ownPort) {
        return "http://" + HOST + ":" + (ownPort ? port + 1 : port) + HANGING + path;
    }

    /** Forgets what arrived so far. */
    void begin(int expected) {
        synchronized (lock) {
            arrivals = new long[expected];
            latencies = new long[expected];
            arrived = 0;
            timed = 0;
        }
    }

    int arrived() {
        synchronized (lock) {
            return arrived;
        }
    }

    /** Returns early if nothing arrives any more. */
    void await(int expected, Duration patience) {
        int before = -1;
        long quietSince = System.nanoTime();
        while (arrived() < expected && System.nanoTime() - quietSince < patience.toNanos()) {
            if (arrived() != before) {
                before = arrived();
                quietSince = System.nanoTime();
            }
            LockSupport.parkNanos(5_000_000);
        }
        if (arrived() < expected) {
            System.out.println("only " + arrived() + " of " + expected + " callbacks arrived");
        }
    }

    /** Callbacks a second in the steady part: from the first tenth of them to the last. */
    double rate() {
        synchronized (lock) {
            int from = arrived / 10;
            int to = arrived - from - 1;
            return (to - from) * 1e9 / (arrivals[to] - arrivals[from]);
        }
    }

    /** The time, in milliseconds, in which that share of the callbacks arrived since their event was to be sent. */
    double latency(double share) {
        synchronized (lock) {
            long[] sorted = Arrays.copyOf(latencies, timed);
            Arrays.sort(sorted);
            return timed == 0 ? Double.NaN : sorted[(int) Math.min(timed - 1, timed * share)] / 1e3;
        }
    }

    static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    private void receive(HttpServerRequest request) {
        if (!request.path().startsWith(HANGING)) {
            request.bodyHandler(body -> {
                arrived(body);
                request.response().setStatusCode(204).end();
            });
        }
    }

    private void arrived(Buffer body) {
        long sent = sent(body.getBytes());
        synchronized (lock) {
            if (arrived < arrivals.length) {
                arrivals[arrived++] = System.nanoTime();
            }
            if (sent > 0 && timed < latencies.length) {
                latencies[timed++] = micros() - sent;
            }
        }
    }

    /** When the event was to be sent, in microseconds since 1970; 0 if it does not say. */
    private static long sent(byte[] body) {
        for (int i = 0; i + SENT.length < body.length; i++) {
            if (body[i] == '"' && Arrays.equals(body, i, i + SENT.length, SENT, 0, SENT.length)) {
                long value = 0;
                for (int j = i + SENT.length; j < body.length && body[j] >= '0' && body[j] <= '9'; j++) {
                    value = value * 10 + body[j] - '0';
                }
                return value;
            }
        }
        return 0;
    }
}
