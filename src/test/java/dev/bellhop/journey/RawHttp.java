package dev.bellhop.journey;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Requests that no HTTP client would send, byte for byte. */
final class RawHttp {

    private static final int PATIENCE_MILLIS = 10_000;

    private RawHttp() {}

    /** An answer; the connection was read to its end if the server closed it. */
    record Answer(int status, List<String> head, String body, boolean closed) {

        Optional<String> header(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ':';
            return head.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip())
                    .findFirst();
        }
    }

    /** Sends text; line ends in the head must be written out. */
    static Answer send(int port, String request) throws IOException {
        return send(port, request.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes and reads one answer. */
    static Answer send(int port, byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            Thread.startVirtualThread(() -> write(socket, request));
            return read(socket.getInputStream());
        }
    }

    /** Sends text, and reads whatever is answered until the server closes the connection; fails if it does not. */
    static String sendAndAwaitEnd(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A server that has seen enough closes while we are still sending, and that is its right. */
    private static void write(Socket socket, byte[] request) {
        try {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
        } catch (IOException closed) {
            // What it answered is read by the other thread.
        }
    }

    private static Answer read(InputStream in) throws IOException {
        List<String> head = head(in);
        // An interim answer is not the answer.
        while (head.getFirst().contains(" 100 ")) {
            head = head(in);
        }
        Answer bare = new Answer(Integer.parseInt(head.getFirst().split(" ")[1]), head, "", false);
        int length = bare.header("Content-Length").map(Integer::parseInt).orElse(0);
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        boolean closing = bare.header("Connection").filter("close"::equals).isPresent();
        return new Answer(bare.status(), head, body, closing && isClosed(in));
    }

    private static boolean isClosed(InputStream in) {
        try {
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static List<String> head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int read = in.read();
            if (read < 0) {
                throw new IOException("The connection ended within the head: " + head);
            }
            head.write(read);
        }
        return head.toString(StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
