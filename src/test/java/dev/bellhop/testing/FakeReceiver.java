package dev.bellhop.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A callback on this machine that does what a script says. It speaks HTTP over a bare socket, so that it sees every
 * byte that was sent, and can answer what no HTTP server would.
 */
public final class FakeReceiver implements AutoCloseable {

    private static final byte[] END_OF_HEADERS = "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private static final byte TLS_HANDSHAKE = 0x16;

    private final Vertx vertx;
    private final NetServer server;
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    private FakeReceiver(Vertx vertx) {
        this.vertx = vertx;
        this.server = vertx.createNetServer().connectHandler(this::connected);
    }

    /** Listens on a free port of the loopback interface. */
    public static FakeReceiver start(Vertx vertx) {
        FakeReceiver receiver = new FakeReceiver(vertx);
        receiver.server
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return receiver;
    }

    /** What to do with a request. */
    public sealed interface Answer {

        /** An answer as it stands on the wire. */
        record Raw(String text) implements Answer {}

        /** Never answers. */
        record Hang() implements Answer {}

        /** Closes the connection. */
        record Reset() implements Answer {}

        /** Does it later. */
        record Late(Duration delay, Answer then) implements Answer {}

        /** An empty answer with these header lines. */
        static Answer status(int status, String... headerLines) {
            StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\n");
            List.of(headerLines).forEach(line -> text.append(line).append("\r\n"));
            return new Raw(text.append("\r\n").toString());
        }
    }

    /** A request, byte for byte. */
    public record Received(String requestLine, List<String> headerLines, String body) {

        /** Values of the header, whose name may be in any case. */
        public List<String> headers(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ':';
            return headerLines.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .toList();
        }

        public List<String> headerNames() {
            return headerLines.stream()
                    .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
                    .toList();
        }
    }

    /** The next requests are answered like this; those after them with 200. */
    public void answer(Answer... answers) {
        script.addAll(List.of(answers));
    }

    public int port() {
        return server.actualPort();
    }

    public String url(String target) {
        return "http://localhost:" + port() + target;
    }

    /** The oldest request not taken yet; waits for it. */
    public Received take() {
        try {
            return Optional.ofNullable(received.poll(10, TimeUnit.SECONDS))
                    .orElseThrow(() -> new AssertionError("No request came"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Requests not taken yet. */
    public int waiting() {
        return received.size();
    }

    /** Connections made so far. */
    public int connections() {
        return connections.get();
    }

    /** Connections that are open now. */
    public int open() {
        return open.get();
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    private void connected(NetSocket socket) {
        connections.incrementAndGet();
        open.incrementAndGet();
        socket.closeHandler(closed -> open.decrementAndGet());
        socket.exceptionHandler(broken -> {});
        Buffer[] read = {Buffer.buffer()};
        socket.handler(bytes -> {
            if (bytes.getByte(0) == TLS_HANDSHAKE && read[0].length() == 0) {
                perform(socket, Answer.status(400));
                return;
            }
            read[0].appendBuffer(bytes);
            read[0] = requests(socket, read[0]);
        });
    }

    /** Takes the complete requests off and leaves the rest. */
    private Buffer requests(NetSocket socket, Buffer bytes) {
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        int headersEnd = text.indexOf(new String(END_OF_HEADERS, StandardCharsets.ISO_8859_1));
        if (headersEnd < 0) {
            return bytes;
        }
        List<String> lines = List.of(text.substring(0, headersEnd).split("\r\n"));
        int bodyStart = headersEnd + END_OF_HEADERS.length;
        Received head = new Received(lines.getFirst(), lines.subList(1, lines.size()), "");
        int length = head.headers("content-length").stream()
                .findFirst()
                .map(Integer::parseInt)
                .orElse(0);
        if (bytes.length() < bodyStart + length) {
            return bytes;
        }
        String body = bytes.getString(bodyStart, bodyStart + length, StandardCharsets.UTF_8.name());
        received.add(new Received(head.requestLine(), head.headerLines(), body));
        perform(socket, Optional.ofNullable(script.poll()).orElse(Answer.status(200)));
        return requests(socket, bytes.getBuffer(bodyStart + length, bytes.length()));
    }

    private void perform(NetSocket socket, Answer answer) {
        switch (answer) {
            case Answer.Raw(String text) -> socket.write(text, StandardCharsets.ISO_8859_1.name());
            case Answer.Hang hang -> {}
            case Answer.Reset reset -> socket.close();
            case Answer.Late(Duration delay, Answer then) ->
                vertx.setTimer(Math.max(1, delay.toMillis()), timer -> perform(socket, then));
        }
    }
}
