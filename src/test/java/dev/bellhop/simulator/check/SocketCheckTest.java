package dev.bellhop.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bellhop.simulator.check.feed.HttpFeed;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.HttpWire;
import dev.bellhop.simulator.wire.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The polling trigger behind a real socket, asked with real HTTP. */
class SocketCheckTest {

    private final PollService service = new PollService();
    private HttpServer server;
    private String base;
    private UnaryOperator<Answer> mistake = answer -> answer;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        base = "http://localhost:" + server.getAddress().getPort();
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void all_is_right_over_http_as_well() throws InterruptedException {
        Verdict verdict = check();
        assertThat(Checks.broken(verdict)).as(Checks.told(verdict)).isEmpty();
    }

    @Test
    void a_location_to_a_port_where_nobody_is_does_not_hide_the_rest() throws InterruptedException {
        mistake = Replies.with("Location", it -> it.replaceFirst(":\\d+", ""));
        Verdict verdict = check();
        assertThat(Checks.broken(verdict)).as(Checks.told(verdict)).isEqualTo(Set.of("location-port"));
    }

    @Test
    void a_server_that_is_gone_is_unreachable() throws InterruptedException {
        server.stop(0);
        Verdict verdict = check();
        assertThat(verdict.isUnreachable()).isTrue();
        assertThat(verdict.findings().getFirst().seen()).contains("nothing listens there");
    }

    private Verdict check() throws InterruptedException {
        try (HttpWire wire = new HttpWire(Duration.ofSeconds(10))) {
            return Checks.settings(
                    pace -> wire,
                    environment -> CheckSettings.of(new Subject.Poll(base + "/poll?tenant=a%20b"))
                            .feeding(new HttpFeed(base + "/publish", List.of(), environment)));
        }
    }

    /** Engines send no Accept, so that a check that sends one would prove nothing. */
    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = new Request(
                    exchange.getRequestMethod(),
                    PollService.ORIGIN + exchange.getRequestURI(),
                    List.of(),
                    new Request.Body("", exchange.getRequestBody().readAllBytes()));
            Answer answer = exchange.getRequestHeaders().containsKey("Accept")
                    ? Replies.reply(400, "")
                    : mistake.apply(here(service.answer(request)));
            for (Header header : answer.headers()) {
                exchange.getResponseHeaders().set(header.name(), header.value());
            }
            byte[] body = answer.body();
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer here(Answer answer) {
        return Replies.with("Location", it -> it.replace(PollService.ORIGIN, base))
                .apply(answer);
    }
}
