package dev.bellhop.simulator.webhook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** Calls callback URLs over real HTTP, as a service does, well or badly. */
final class Caller implements AutoCloseable {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param headers names and values, in turn */
    HttpResponse<String> send(String method, String url, String body, String... headers) {
        try {
            return client.send(request(method, url, body, headers), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    int post(String url, String body, String... headers) {
        return send("POST", url, body, headers).statusCode();
    }

    /** Does not wait for the answer. */
    CompletableFuture<HttpResponse<String>> begin(String url, String body) {
        return client.sendAsync(request("POST", url, body), BodyHandlers.ofString());
    }

    private static HttpRequest request(String method, String url, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
