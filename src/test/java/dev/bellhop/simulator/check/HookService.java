package dev.bellhop.simulator.check;

import static dev.bellhop.simulator.check.Replies.reply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellhop.simulator.Items;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.HttpWire;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import dev.bellhop.simulator.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A webhook trigger as it should be; what is published is posted before the publisher is answered. */
class HookService implements Wire {

    static final String ORIGIN = "https://service.example:8443";
    static final String SUBSCRIBE = ORIGIN + "/subscribe";
    static final String UNSUBSCRIBE = ORIGIN + "/unsubscribe";
    static final String PUBLISH = ORIGIN + "/publish";
    static final String SECRET =
            Base64.getEncoder().encodeToString("a secret of the test".getBytes(StandardCharsets.UTF_8));

    private static final int ATTEMPTS = 3;

    final Map<String, String> callbacks = new LinkedHashMap<>();
    final HttpWire out = new HttpWire(Duration.ofSeconds(10));
    private int ids;
    private int events;

    @Override
    public Outcome send(Request request) throws InterruptedException {
        return new Outcome.Answered(answer(request));
    }

    Answer answer(Request request) throws InterruptedException {
        String path = Replies.path(request);
        if (request.method().equals("DELETE")) {
            return delete(request, path.substring(path.lastIndexOf('/') + 1));
        }
        String body = request.body() == null ? "" : new String(request.body().bytes(), StandardCharsets.UTF_8);
        return switch (path) {
            case "/subscribe" -> subscribe(callback(request, body));
            case "/unsubscribe" -> unsubscribe(body);
            default -> publish(body);
        };
    }

    /** In JSON, or the URL alone as text. */
    String callback(Request request, String body) {
        return Items.json(body).map(json -> json.path("callbackUrl").asText()).orElse(body);
    }

    Answer subscribe(String callback) {
        String id = callbacks.entrySet().stream()
                .filter(entry -> entry.getValue().equals(callback))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> "s" + ++ids);
        callbacks.put(id, callback);
        return reply(201, "{\"id\":\"" + id + "\"}", "Location", ORIGIN + "/subscriptions/" + id + "?token=geheim");
    }

    Answer delete(Request request, String id) {
        callbacks.remove(id);
        return reply(204, "");
    }

    Answer unsubscribe(String body) {
        if (body.isEmpty()) {
            // One workflow calls here, so that its headers would say nothing more.
            callbacks.clear();
            return reply(204, "");
        }
        JsonNode json = Items.json(body).orElse(null);
        if (json != null && json.has("id")) {
            callbacks.remove(json.path("id").asText());
        } else {
            callbacks
                    .values()
                    .remove(json == null ? body : json.path("callbackUrl").asText());
        }
        return reply(204, "");
    }

    private Answer publish(String body) throws InterruptedException {
        String id = "e" + ++events;
        for (String callback : List.copyOf(callbacks.values())) {
            deliver(callback, id, "{\"id\":\"" + id + "\",\"data\":" + body + "}");
        }
        return reply(202, "");
    }

    void deliver(String callback, String id, String body) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (attempt(callback, id, body)) {
                return;
            }
        }
    }

    boolean attempt(String callback, String id, String body) throws InterruptedException {
        return out.send(Request.post(callback, body).with(headers(id, body)))
                .answered()
                .map(Answer::isSuccess)
                .orElse(false);
    }

    List<Header> headers(String id, String body) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("webhook-id", id));
        headers.add(new Header("webhook-timestamp", "1700000000"));
        headers.add(new Header("webhook-signature", "v1," + signature(id + ".1700000000." + body)));
        return headers;
    }

    private static String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
