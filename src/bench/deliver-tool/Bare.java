import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.util.List;

/** What is compared with: posts bodies to the sink with so many requests under way, and does nothing else. */
final class Bare {

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient client;
    private final SocketAddress server;
    private final List<Buffer> bodies;
    private final int underWay;
    private int left;

    Bare(int port, List<Buffer> bodies, int underWay) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setDecompressionSupported(false), new PoolOptions().setHttp1MaxSize(underWay));
        this.server = SocketAddress.inetSocketAddress(port, "127.0.0.1");
        this.bodies = bodies;
        this.underWay = underWay;
    }

    /** Returns at once. */
    void begin(int count) {
        vertx.runOnContext(now -> {
            left = count;
            for (int i = 0; i < underWay; i++) {
                next();
            }
        });
    }

    private void next() {
        if (left == 0) {
            return;
        }
        left--;
        Buffer body = bodies.get(left % bodies.size());
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("Host", "localhost:" + server.port())
                .add("Content-Type", "application/json; charset=utf-8")
                .add("User-Agent", "Bellhop")
                .add("webhook-id", "01a1fc760e2308d53c0999ed4cdf731d")
                .add("webhook-timestamp", "1763700957");
        client.request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setServer(server)
                        .setHost("localhost")
                        .setPort(server.port())
                        .setURI("/hook/bare/" + left % 1_000)
                        .setHeaders(headers)
                        .setTimeout(15_000))
                .flatMap(request -> request.send(body))
                .flatMap(HttpClientResponse::end)
                .onSuccess(done -> next())
                .onFailure(Throwable::printStackTrace);
    }
}
