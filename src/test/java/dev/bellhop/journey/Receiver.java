package dev.bellhop.journey;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A callback URL on this machine: keeps every byte it is sent, and answers what the test says. */
public final class Receiver implements AutoCloseable {

    private static final String BLANK_LINE = "\r\n\r\n";
    private static final String EMPTY = "\r\nContent-Length: 0" + BLANK_LINE;

    private final ServerSocket server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Function<Received, String> answer = any -> "204 No Content";

    public Receiver() {
        try {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    /** One request as it came. */
    public record Received(String requestLine, List<String> head, byte[] body) {

        public Optional<String> header(String name) {
            return head.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ':', 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        public String id() {
            return header("webhook-id").orElseThrow();
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    public String url(String target) {
        return "http://localhost:" + server.getLocalPort() + target;
    }

    /**
     * What follows the HTTP version in answers from now on, such as {@code 503 Service Unavailable}, perhaps with lines of
     * headers; all of the answer, if it has a body.
     */
    public void answer(Function<Received, String> decision) {
        answer = decision;
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    public List<String> ids() {
        return received.stream().map(Received::id).toList();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.startVirtualThread(() -> serve(socket));
            } catch (IOException closed) {
                // The test is over.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (Received request = read(in); request != null; request = read(in)) {
                String decided = answer.apply(request);
                received.add(request);
                socket.getOutputStream()
                        .write(("HTTP/1.1 " + decided + (decided.contains(BLANK_LINE) ? "" : EMPTY))
                                .getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException gone) {
            // The sender closed the connection, as it may.
        }
    }

    private static Received read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int read = in.read();
            if (read < 0) {
                return null;
            }
            head.write(read);
        }
        List<String> lines = head.toString(StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
        Received bare = new Received(lines.getFirst(), lines.subList(1, lines.size()), new byte[0]);
        int length = bare.header("Content-Length").map(Integer::parseInt).orElse(0);
        return new Received(bare.requestLine(), bare.head(), in.readNBytes(length));
    }
}
