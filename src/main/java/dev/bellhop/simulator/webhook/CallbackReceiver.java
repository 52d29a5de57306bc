package dev.bellhop.simulator.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bellhop.simulator.Pace;
import dev.bellhop.simulator.webhook.AnswerScript.Reply;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.Url;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Receives callbacks over HTTP, checks them as engines do, and answers them as a script says. */
public final class CallbackReceiver implements AutoCloseable {

    /** An engine takes no larger message. */
    private static final int BODY_BYTES_MAX = 104_857_600;
    /** So many may wait to be read; an engine's queue has its limit as well. */
    private static final int ARRIVALS_MAX = 10_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String baseUrl;
    private final AnswerScript script;
    private final Pace pace;
    private final CountDownLatch closed = new CountDownLatch(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final CallbackBook book = new CallbackBook();
    private final Queue<Callback> arrivals = new ArrayDeque<>();
    private long answered;
    private BooleanSupplier loses = () -> false;

    private CallbackReceiver(HttpServer server, String baseUrl, AnswerScript script, Pace pace) {
        this.server = server;
        this.baseUrl = baseUrl;
        this.script = script;
        this.pace = pace;
    }

    /**
     * Opens a receiver.
     *
     * @param port 0 for any free one
     * @param publicBase scheme, host and port that services reach it by, such as a tunnel's; null: its own address
     * @throws IllegalArgumentException if the public base is none
     * @throws IOException if the address cannot be listened at
     */
    public static CallbackReceiver open(
            String host, int port, @Nullable String publicBase, AnswerScript script, Pace pace) throws IOException {
        @Nullable String base = publicBase == null ? null : checked(publicBase);
        HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
        String own = "http://" + reachable(host) + ':' + server.getAddress().getPort();
        CallbackReceiver receiver = new CallbackReceiver(server, base == null ? own : base, script, pace);
        server.setExecutor(receiver.threads);
        server.createContext("/", receiver::receive);
        server.start();
        return receiver;
    }

    private static String checked(String publicBase) {
        String base = publicBase.replaceFirst("/$", "");
        return Url.parse(base)
                .filter(url -> url.path().isEmpty() && url.query().isEmpty())
                .map(Url::text)
                .orElseThrow(() -> new IllegalArgumentException("'" + publicBase
                        + "' is no base of callback URLs; write scheme, host and port, such as https://abc.example"));
    }

    /** Whoever listens on all addresses is found at none of that name. */
    private static String reachable(String host) {
        if (host.equals("0.0.0.0") || host.equals("::")) {
            return "localhost";
        }
        return host.contains(":") && !host.startsWith("[") ? '[' + host + ']' : host;
    }

    /** Scheme, host and port that callback URLs begin with. */
    public String baseUrl() {
        return baseUrl;
    }

    /** From now on this URL may be called, as often as one likes. */
    public void register(String callbackUrl) {
        locked(() -> book.add(callbackUrl, false));
    }

    /** From now on this URL may be called, and once it was, no more. */
    public void registerOnce(String callbackUrl) {
        locked(() -> book.add(callbackUrl, true));
    }

    /** From now on this URL is refused. */
    public void unregister(String callbackUrl) {
        locked(() -> book.takeBack(callbackUrl));
    }

    /** Whether any callback is ever accepted. */
    boolean accepts() {
        return script.accepts();
    }

    /** A callback that strikes is received and taken, and its answer is lost. */
    void losesAnswers(BooleanSupplier strikes) {
        locked(() -> loses = strikes);
    }

    /** The next arrival that nobody took yet, right or wrong; waits for it so long of the engine's time. */
    public Optional<Callback> next(Duration wait) throws InterruptedException {
        return next(1, wait).stream().findFirst();
    }

    /** The next arrivals: so many, or as many as there are after so long of the engine's time. */
    public List<Callback> next(int count, Duration wait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = pace.real(wait).toNanos();
            while (arrivals.size() < count && left > 0) {
                left = arrived.awaitNanos(left);
            }
            List<Callback> taken = new ArrayList<>();
            while (taken.size() < count && !arrivals.isEmpty()) {
                taken.add(arrivals.remove());
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        // The server waits a moment for its exchanges, and forgets an interrupt meanwhile.
        boolean interrupted = Thread.interrupted();
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
            Callback callback = record(exchange, body);
            answer(exchange, callback);
        } catch (InterruptedException closing) {
            // Closing the exchange is all that is left to do.
            Thread.currentThread().interrupt();
        }
    }

    /** Judges, decides the answer and keeps both in one step, so that of two calls of a URL only one is the first. */
    private Callback record(HttpExchange exchange, byte[] body) {
        String method = exchange.getRequestMethod();
        // The text that was sent: the parts of a URI are another text as soon as they are decoded.
        String target = exchange.getRequestURI().toString();
        List<Header> headers = exchange.getRequestHeaders().entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> new Header(entry.getKey(), value)))
                .toList();
        lock.lock();
        try {
            var verdict =
                    book.judge(method, target, exchange.getRequestHeaders().containsKey("Authorization"));
            @Nullable CallbackProblem problem = verdict.problem();
            if (problem == null && body.length > BODY_BYTES_MAX) {
                problem = CallbackProblem.TOO_LARGE;
            }
            if (arrivals.size() >= ARRIVALS_MAX) {
                problem = CallbackProblem.QUEUE_FULL;
            }
            Reply reply = problem == null ? reply() : new Reply.Status(problem.status(), null);
            if (problem == null && verdict.url() != null && reply.accepts()) {
                book.called(verdict.url());
            }
            var callback = new Callback(verdict.url(), method, target, headers, body, pace.instant(), problem, reply);
            if (problem != CallbackProblem.QUEUE_FULL) {
                arrivals.add(callback);
                arrived.signalAll();
            }
            return callback;
        } finally {
            lock.unlock();
        }
    }

    private Reply reply() {
        return loses.getAsBoolean() ? new Reply.Lost() : script.reply(answered++);
    }

    private void answer(HttpExchange exchange, Callback callback) throws IOException, InterruptedException {
        switch (callback.answered()) {
            case Reply.Status(int code, Duration retryAfter) -> {
                if (retryAfter != null) {
                    exchange.getResponseHeaders().set("Retry-After", Long.toString(retryAfter.toSeconds()));
                }
                send(exchange, code, callback.problem());
            }
            case Reply.Slow(Duration wait) -> {
                if (!closed.await(pace.real(wait).toNanos(), TimeUnit.NANOSECONDS)) {
                    send(exchange, 202, null);
                }
            }
            case Reply.Hang() -> closed.await();
            case Reply.Reset() -> {}
            case Reply.Lost() -> {}
        }
    }

    private static void send(HttpExchange exchange, int status, @Nullable CallbackProblem problem) throws IOException {
        if (problem == null || exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        byte[] body = problem.json().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
