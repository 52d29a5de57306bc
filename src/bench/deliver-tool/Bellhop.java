import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The service that is measured, as its publishers and subscribers see it. */
final class Bellhop {

    private static final int CONNECTIONS = 64;
    private static final int BATCH = 1_000;
    private static final String ORDER =
            "\"order\":4711,\"customer\":\"Contoso\",\"amount\":129.95,\"currency\":\"EUR\",\"items\":[{\"sku\":\"A-1\",\"count\":2}]";

    private final HttpClient client = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1))
            .createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    private final String url;

    Bellhop(String url) {
        this.url = url;
    }

    /** Publishes in batches, as fast as that goes; returns after the commit. */
    void publish(String source, int from, int to) {
        for (int first = from; first < to; first += BATCH) {
            StringBuilder batch = new StringBuilder();
            for (int i = first; i < Math.min(to, first + BATCH); i++) {
                batch.append(batch.isEmpty() ? '[' : ',')
                        .append("{\"specversion\":\"1.0\",\"id\":\"%032d\",\"source\":\"/bench\",".formatted(i))
                        .append("\"type\":\"bench.order.placed\",\"data\":{").append(ORDER).append("}}");
            }
            get(send(HttpMethod.POST, "/sources/" + source + "/events", 202,
                    "application/cloudevents-batch+json", batch.append(']').toString(), any -> null));
        }
    }

    /** Publishes one event every so many microseconds, whether the one before was answered or not, and says when. */
    void publishSteadily(String source, int count, long everyMicros) {
        List<Future<?>> answers = new ArrayList<>();
        long begun = System.nanoTime();
        long begunMicros = Sink.micros();
        for (int i = 0; i < count; i++) {
            long due = begun + i * everyMicros * 1_000;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            String body = "{\"sent\":" + (begunMicros + i * everyMicros) + "," + ORDER + "}";
            answers.add(send(HttpMethod.POST, "/sources/" + source + "/events", 202, "application/json", body,
                    any -> null));
        }
        get(Future.all(answers));
    }

    /** Subscribes all of them; returns where to unsubscribe. */
    List<String> subscribe(String source, String startFrom, int count, IntFunction<String> callback) {
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JsonObject body = new JsonObject().put("callbackUrl", callback.apply(i)).put("startFrom", startFrom);
            answers.add(send(HttpMethod.POST, "/triggers/" + source + "/subscribe", 201, "application/json",
                    body.encode(), answer -> answer.getHeader("Location")));
        }
        get(Future.all(answers));
        return answers.stream().map(Future::result).toList();
    }

    void unsubscribe(List<String> locations) {
        get(Future.all(locations.stream()
                .map(location -> send(HttpMethod.DELETE, location.substring(url.length()), 204, "text/plain", "",
                        any -> null))
                .toList()));
    }

    /** The newest thousand events at the most, each as callbacks get it. */
    List<Buffer> bodies(String source) {
        JsonObject page = new JsonObject(text("/sources/" + source + "/events?after=0&limit=1000"));
        return page.getJsonArray("value").stream()
                .map(event -> ((JsonObject) event).toBuffer())
                .toList();
    }

    /** Used heap in MB, as the metrics say. */
    long heap() {
        double bytes = text("/q/metrics").lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes") && line.contains("area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
        return Math.round(bytes / 1_048_576);
    }

    private String text(String path) {
        return get(client.request(new RequestOptions().setAbsoluteURI(url + path))
                .flatMap(request -> request.send())
                .flatMap(HttpClientResponse::body)
                .map(Buffer::toString));
    }

    private <T> Future<T> send(HttpMethod method, String path, int wanted, String type, String body,
            Function<HttpClientResponse, T> result) {
        return client.request(new RequestOptions()
                        .setMethod(method)
                        .setAbsoluteURI(url + path)
                        .putHeader("Content-Type", type))
                .flatMap(request -> request.send(Buffer.buffer(body)))
                .flatMap(answer -> answer.body().map(read -> {
                    if (answer.statusCode() != wanted) {
                        throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + read);
                    }
                    return result.apply(answer);
                }));
    }

    private static <T> T get(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
