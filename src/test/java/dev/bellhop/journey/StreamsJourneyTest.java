package dev.bellhop.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.net.URL;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over HTTP/2 many requests share a connection, behind a proxy also those of different callers. */
@QuarkusTest
@TestProfile(LocalMode.class)
class StreamsJourneyTest {

    private static final int PATIENCE_SECONDS = 20;

    @TestHTTPResource("/")
    URL url;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false)
                    .setHttp2MultiplexingLimit(100),
            new PoolOptions().setHttp2MaxSize(1));

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void a_body_that_is_too_large_is_told_so_and_ends_no_other_request() throws Exception {
        // given a poll that is held open
        HttpClientResponse first = await(send(HttpMethod.GET, "/triggers/streams/poll", Buffer.buffer()));
        URI location = URI.create(first.getHeader("Location"));
        Future<HttpClientResponse> held = send(
                HttpMethod.GET, location.getRawPath() + '?' + location.getRawQuery() + "&wait=60", Buffer.buffer());

        // when somebody else sends too much
        Future<HttpClientResponse> large =
                send(HttpMethod.POST, "/sources/streams/events", Buffer.buffer(new byte[2_000_000]));

        // then that is refused, and the poll gets what comes after it
        assertThat(await(large).statusCode()).isEqualTo(413);
        assertThat(await(send(HttpMethod.POST, "/sources/streams/events", Buffer.buffer("{\"a\":1}")))
                        .statusCode())
                .isEqualTo(202);
        assertThat(await(held).statusCode()).isEqualTo(200);
    }

    private Future<HttpClientResponse> send(HttpMethod method, String uri, Buffer body) {
        return client.request(method, url.getPort(), "localhost", uri).compose(request -> request.send(body));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
