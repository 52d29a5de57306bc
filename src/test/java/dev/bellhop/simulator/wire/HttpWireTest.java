package dev.bellhop.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpWireTest {

    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private HttpWire wire;
    private volatile String got = "";

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        wire = new HttpWire(Duration.ofMillis(500));
    }

    @AfterEach
    void close() {
        end.countDown();
        wire.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        got = exchange.getRequestMethod()
                + ' '
                + exchange.getRequestURI()
                + '\n'
                + exchange.getRequestHeaders().entrySet()
                + '\n'
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (exchange.getRequestURI().getPath()) {
            case "/redirect" -> {
                exchange.getResponseHeaders().add("Location", "/");
                exchange.sendResponseHeaders(302, -1);
            }
            case "/gzip" -> {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                    gzip.write("packed".getBytes(StandardCharsets.UTF_8));
                }
                exchange.getResponseHeaders().add("Content-Encoding", "gzip");
                exchange.sendResponseHeaders(200, bytes.size());
                exchange.getResponseBody().write(bytes.toByteArray());
            }
            case "/half" -> {
                exchange.sendResponseHeaders(200, 10);
                exchange.getResponseBody().write(1);
                exchange.getResponseBody().flush();
                await();
            }
            case "/hang" -> await();
            default -> exchange.sendResponseHeaders(204, -1);
        }
        exchange.close();
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private Outcome get(String path) throws InterruptedException {
        return wire.send(Request.get(url(path)));
    }

    @Test
    void a_value_that_no_header_can_hold_is_not_shown() throws InterruptedException {
        Request request = Request.get("http://localhost:" + server.getAddress().getPort() + "/")
                .with(List.of(new Header("x-api-key", "canary\r")));

        assertThat(wire.send(request))
                .isInstanceOfSatisfying(
                        Outcome.Unanswered.class,
                        failed -> assertThat(failed.reason())
                                .contains("the header x-api-key cannot be sent", "line break")
                                .doesNotContain("canary"));
    }

    @Test
    void nothing_is_sent_that_the_caller_did_not_ask_for() throws InterruptedException {
        assertThat(get("/a%2Fb?c=%20d").answered())
                .hasValueSatisfying(answer -> assertThat(answer.status()).isEqualTo(204));
        assertThat(got).startsWith("GET /a%2Fb?c=%20d\n").doesNotContain("Accept");
    }

    @Test
    void a_body_says_what_it_is() throws InterruptedException {
        assertThat(wire.send(Request.post(url("/"), "{}"))).isInstanceOf(Outcome.Answered.class);
        assertThat(got).startsWith("POST /\n").contains("Content-type").endsWith("\n{}");
        assertThat(Request.Body.of(" [1]").contentType()).isEqualTo("application/json; charset=utf-8");
        assertThat(Request.Body.of("http://x").contentType()).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void what_the_user_says_wins_and_a_request_without_body_says_nothing_about_one() throws InterruptedException {
        List<Header> headers = List.of(
                new Header("content-type", "application/xml"),
                new Header("User-Agent", "mine"),
                new Header("user-agent", "engine"));
        assertThat(wire.send(Request.post(url("/headers"), "<a/>").with(headers)))
                .isInstanceOf(Outcome.Answered.class);
        assertThat(got).contains("[application/xml]", "[mine]").doesNotContain("engine", "text/plain");
        assertThat(wire.send(Request.get(url("/headers")).with(headers))).isInstanceOf(Outcome.Answered.class);
        assertThat(got).contains("[mine]").doesNotContain("xml");
    }

    @Test
    void a_redirect_is_an_answer_and_is_not_followed() throws InterruptedException {
        Answer answer = get("/redirect").answered().orElseThrow();
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.isRedirect()).isTrue();
        assertThat(answer.location()).hasValue("/");
    }

    @Test
    void a_packed_body_is_unpacked() throws InterruptedException {
        assertThat(get("/gzip").answered().orElseThrow().text()).isEqualTo("packed");
    }

    @Test
    void an_answer_that_never_comes_or_never_ends_is_none() throws InterruptedException {
        assertThat(get("/hang").inShort()).isEqualTo("no answer (nothing whole within 0 s)");
        assertThat(get("/half")).isInstanceOf(Outcome.Unanswered.class);
    }

    @Test
    void a_refused_connection_and_an_unknown_host_are_named() throws InterruptedException {
        server.stop(0);
        assertThat(get("/")).isEqualTo(new Outcome.Unanswered("nothing listens there"));
        assertThat(wire.send(Request.get("http://no-such-host.invalid/"))).isInstanceOf(Outcome.Unanswered.class);
    }

    @Test
    void what_is_no_url_cannot_be_called() throws InterruptedException {
        for (String url : List.of("/relative", "a b", "ftp://host/")) {
            assertThat(wire.send(Request.get(url)).inShort()).contains("'" + url + "' cannot be called");
        }
        assertThat(wire.send(Request.get("http://h/?token=secret x")).inShort())
                .contains("'http://h/?…' cannot be called")
                .doesNotContain("secret");
    }
}
