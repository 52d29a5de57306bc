package dev.bellhop.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A client of the Durable Functions management API, as one is written after its documentation: it starts by name, keeps the
 * links that it is given, and polls until the state is one that stays. It knows nothing of Bellhop.
 */
final class DurableClient {

    private static final Set<String> TERMINAL = Set.of("Completed", "Failed", "Terminated", "Canceled");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final String query;

    /**
     * Makes one.
     *
     * @param base such as {@code http://localhost:7071/runtime/webhooks/durabletask}
     * @param query what every URL that it makes itself ends with, such as {@code code=…}; may be empty
     */
    DurableClient(String base, String query) {
        this.base = base;
        this.query = query;
    }

    /** What was answered. */
    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        JsonObject json() {
            return new JsonObject(body());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    /** Starts, and returns the links. */
    JsonObject start(String function, @Nullable String id, @Nullable JsonObject input) {
        Answer answer = post(orchestrator(function, id), input == null ? "" : input.encode());
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json();
    }

    /** Where instances of the function are started. */
    String orchestrator(String function, @Nullable String id) {
        return url("/orchestrators/" + function + (id == null ? "" : '/' + encoded(id)));
    }

    String url(String path) {
        String separator = path.contains("?") ? "&" : "?";
        return base + path + (query.isEmpty() ? "" : separator + query);
    }

    /** Polls until it is over, where the answers say; returns the last one. */
    JsonObject awaitEnd(JsonObject links) {
        AtomicReference<String> next = new AtomicReference<>(links.getString("statusQueryGetUri"));
        AtomicReference<JsonObject> last = new AtomicReference<>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            Answer answer = get(next.get());
            assertThat(answer.status()).as(answer.body()).isIn(200, 202, 500);
            last.set(answer.json());
            boolean over = TERMINAL.contains(last.get().getString("runtimeStatus"));
            assertThat(answer.status() == 202).isEqualTo(!over);
            if (!over) {
                next.set(answer.header("Location"));
                assertThat(answer.header("Retry-After")).matches("[0-9]+");
            }
            return over;
        });
        return last.get();
    }

    String state(JsonObject links) {
        return get(links.getString("statusQueryGetUri")).json().getString("runtimeStatus");
    }

    Answer raise(JsonObject links, String event, String json) {
        return post(links.getString("sendEventPostUri").replace("{eventName}", encoded(event)), json);
    }

    /** One of the links with a reason: terminate, suspend, resume. */
    Answer change(JsonObject links, String what, String reason) {
        return post(links.getString(what + "PostUri").replace("{text}", encoded(reason)), "");
    }

    Answer restart(JsonObject links, boolean newId) {
        return post(links.getString("restartPostUri") + "&restartWithNewInstanceId=" + newId, "");
    }

    /** The links have none to rewind. */
    Answer rewind(JsonObject links) {
        return post(links.getString("restartPostUri").replace("/restart?", "/rewind?reason=again&"), "");
    }

    /** How many were deleted; that there is none is none. */
    int purge(JsonObject links) {
        return deleted(send("DELETE", links.getString("purgeHistoryDeleteUri"), "", null));
    }

    int purgeAll(String filter) {
        return deleted(send("DELETE", url("/instances?" + filter), "", null));
    }

    private static int deleted(Answer answer) {
        if (answer.status() == 404) {
            return 0;
        }
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().getInteger("instancesDeleted");
    }

    /** All pages: the token is followed until it is empty. */
    List<JsonObject> list(String filter) {
        List<JsonObject> all = new ArrayList<>();
        String token = "";
        do {
            Answer page = send("GET", url("/instances?" + filter), "", token);
            assertThat(page.status()).as(page.body()).isEqualTo(200);
            new JsonArray(page.body()).forEach(instance -> all.add((JsonObject) instance));
            token = page.response()
                    .headers()
                    .firstValue("x-ms-continuation-token")
                    .orElseThrow();
        } while (!token.isEmpty());
        return all;
    }

    Answer get(String url) {
        return send("GET", url, "", null);
    }

    Answer post(String url, String json) {
        return send("POST", url, json, null);
    }

    Answer send(String method, String url, String json, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (!json.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (token != null && !token.isEmpty()) {
            request.header("x-ms-continuation-token", token);
        }
        return send(request.build());
    }

    Answer send(HttpRequest request) {
        try {
            return new Answer(http.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
