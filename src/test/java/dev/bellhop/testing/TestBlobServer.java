package dev.bellhop.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** As much of a blob storage as Bellhop asks for, with one container, and with any trouble that a test wants. */
public final class TestBlobServer implements AutoCloseable {

    public static final String ACCOUNT = "acc";
    public static final String CONTAINER = "box";
    /** In base64, and nowhere to be seen again. */
    public static final String KEY = "Y2FuYXJ5LWtleQ==";

    private static final String MODIFIED = "Fri, 20 Nov 2026 10:15:30 GMT";

    private record Blob(byte[] content, String etag, boolean isFolder) {}

    /** An answer that is given to every request instead of the right one. */
    private record Trouble(int status, String code, String body) {}

    private final Map<String, Blob> blobs = new TreeMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private HttpServer server;
    private volatile @Nullable Trouble trouble;
    private volatile @Nullable CountDownLatch hanging;
    private int written;

    /** Blobs in one page of a listing. */
    public volatile int page = 5_000;

    public TestBlobServer() throws IOException {
        server = started(0);
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + '/' + ACCOUNT;
    }

    /** Writes a blob, always at the same time of its clock. */
    public synchronized void put(String name, String content) {
        put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public synchronized void put(String name, byte[] content) {
        blobs.put(name, new Blob(content, "0x8D" + ++written, false));
    }

    /** Writes what stands for a folder. */
    public synchronized void putFolder(String name) {
        blobs.put(name, new Blob(new byte[0], "0x8D" + ++written, true));
    }

    public synchronized void remove(String name) {
        blobs.remove(name);
    }

    /** Methods and addresses, in the order of arrival. */
    public List<String> requests() {
        return requests;
    }

    /** From now on every request is answered like this. */
    public void answer(int status, String code) {
        trouble = new Trouble(
                status,
                code,
                "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>canary-" + KEY + "</Message></Error>");
    }

    /** From now on every answer is this. */
    public void say(String body) {
        trouble = new Trouble(200, "", body);
    }

    public void recover() {
        trouble = null;
    }

    /** From now on nothing is answered. */
    public void hang() {
        hanging = new CountDownLatch(1);
    }

    public void goOn() {
        Objects.requireNonNull(hanging).countDown();
        hanging = null;
    }

    public void kill() {
        server.stop(0);
    }

    /** At the same address. */
    public void start() throws IOException {
        server = started(server.getAddress().getPort());
    }

    @Override
    public void close() {
        CountDownLatch waiting = hanging;
        if (waiting != null) {
            waiting.countDown();
        }
        server.stop(0);
        executor.shutdownNow();
    }

    private HttpServer started(int port) throws IOException {
        HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        made.createContext("/", this::handle);
        made.setExecutor(executor);
        made.start();
        return made;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestMethod() + ' ' + exchange.getRequestURI());
            CountDownLatch waiting = hanging;
            if (waiting != null) {
                waiting.await();
            }
            Trouble wanted = trouble;
            if (wanted != null) {
                fail(exchange, wanted);
            } else if (exchange.getRequestURI().getRawPath().equals('/' + ACCOUNT + '/' + CONTAINER)) {
                list(exchange, parameters(exchange));
            } else {
                read(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void fail(HttpExchange exchange, Trouble trouble) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        if (!trouble.code().isEmpty()) {
            exchange.getResponseHeaders().set("x-ms-error-code", trouble.code());
        }
        send(exchange, trouble.status(), trouble.body().getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
        }
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private synchronized void list(HttpExchange exchange, Map<String, String> parameters) throws IOException {
        String prefix = parameters.getOrDefault("prefix", "");
        TreeSet<String> entries = new TreeSet<>();
        for (String name : blobs.keySet()) {
            if (name.startsWith(prefix)) {
                int slash = name.indexOf('/', prefix.length());
                // Prefixes are told from blobs by a mark that no name has.
                entries.add(slash < 0 ? name : name.substring(0, slash + 1) + '\0');
            }
        }
        List<String> ahead = new ArrayList<>(entries.tailSet(parameters.getOrDefault("marker", ""), true));
        int max = Math.min(page, Integer.parseInt(parameters.getOrDefault("maxresults", "5000")));
        String next = ahead.size() > max ? ahead.get(max) : "";
        String listed = ahead.stream().limit(max).map(this::entry).collect(Collectors.joining());
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        send(
                exchange,
                200,
                ("<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults ContainerName=\"" + CONTAINER
                                + "\"><Blobs>" + listed + "</Blobs><NextMarker>"
                                + escaped(next.replace('\0', ' ').strip())
                                + "</NextMarker></EnumerationResults>")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private String entry(String name) {
        if (name.endsWith("\0")) {
            return "<BlobPrefix><Name>" + escaped(name.substring(0, name.length() - 1)) + "</Name></BlobPrefix>";
        }
        Blob blob = Objects.requireNonNull(blobs.get(name));
        return "<Blob><Name>" + escaped(name) + "</Name><Properties><Last-Modified>" + MODIFIED
                + "</Last-Modified><Etag>" + blob.etag() + "</Etag><Content-Length>" + blob.content().length
                + "</Content-Length><BlobType>BlockBlob</BlobType></Properties>"
                + (blob.isFolder() ? "<Metadata><hdi_isfolder>true</hdi_isfolder></Metadata>" : "") + "</Blob>";
    }

    private synchronized void read(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.substring(Math.min(path.length(), ACCOUNT.length() + CONTAINER.length() + 3));
        Blob blob = blobs.get(name);
        if (blob == null) {
            fail(exchange, new Trouble(404, "BlobNotFound", ""));
            return;
        }
        String etag = '"' + blob.etag() + '"';
        String wanted = exchange.getRequestHeaders().getFirst("If-Match");
        if (wanted != null && !wanted.equals(etag)) {
            fail(exchange, new Trouble(412, "ConditionNotMet", ""));
            return;
        }
        exchange.getResponseHeaders().set("ETag", etag);
        exchange.getResponseHeaders().set("Last-Modified", MODIFIED);
        exchange.getResponseHeaders().set("x-ms-blob-type", "BlockBlob");
        if (blob.isFolder()) {
            exchange.getResponseHeaders().set("x-ms-meta-hdi_isfolder", "true");
        }
        String range = exchange.getRequestHeaders().getFirst("x-ms-range");
        if (range == null) {
            send(exchange, 200, blob.content());
            return;
        }
        String[] ends = range.substring("bytes=".length()).split("-");
        int from = Integer.parseInt(ends[0]);
        int to = Math.min(blob.content().length, Integer.parseInt(ends[1]) + 1);
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes " + from + '-' + (to - 1) + '/' + blob.content().length);
        send(exchange, 206, Arrays.copyOfRange(blob.content(), from, to));
    }

    private static Map<String, String> parameters(HttpExchange exchange) {
        return Stream.of(exchange.getRequestURI().getRawQuery().split("&"))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(
                        parts -> parts[0], parts -> URLDecoder.decode(parts[1], StandardCharsets.UTF_8)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
