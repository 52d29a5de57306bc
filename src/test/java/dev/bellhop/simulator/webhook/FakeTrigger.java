package dev.bellhop.simulator.webhook;

import dev.bellhop.simulator.Pace;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import dev.bellhop.simulator.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A service with a webhook trigger, in memory; it behaves well but for its {@link Flaw}s. */
final class FakeTrigger implements Wire {

    static final String HOST = "https://service.example";
    static final String SUBSCRIBE = HOST + "/subscribe";
    static final String UNSUBSCRIBE = HOST + "/unsubscribe";
    static final String TOKEN = "tok-7f3a9";

    enum Flaw {
        SUBSCRIBES_TWICE,
        KEEPS_DELIVERING,
        DOES_NOTHING_WITHOUT_A_BODY,
        NOT_FOUND_WHEN_GONE,
        DEMANDS_THE_KEY,
        NO_LOCATION,
        REFUSES,
        IS_DOWN
    }

    final List<Request> requests = new ArrayList<>();
    final Map<Integer, String> subscriptions = new TreeMap<>();
    final Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
    /** Shown once, by every answer to a subscription. */
    String secret = "";

    /** What happens while the answer to a subscription is on its way. */
    Runnable whenSubscribed = () -> {};

    private final Caller caller;
    private final Pace pace;
    private int ids;
    private int messages;

    FakeTrigger(Caller caller, Pace pace) {
        this.caller = caller;
        this.pace = pace;
    }

    FakeTrigger with(Flaw flaw) {
        flaws.add(flaw);
        return this;
    }

    @Override
    public Outcome send(Request request) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        requests.add(request);
        if (flaws.contains(Flaw.IS_DOWN)) {
            return new Outcome.Unanswered("nothing listens there");
        }
        if (request.url().equals(SUBSCRIBE)) {
            return flaws.contains(Flaw.REFUSES) ? answer(400, "", List.of()) : subscribe(text(request));
        }
        boolean delete = request.method().equals("DELETE");
        boolean key =
                request.headers().stream().anyMatch(header -> header.name().equals("X-Key"));
        if (delete && flaws.contains(Flaw.DEMANDS_THE_KEY) && !key) {
            return answer(401, "", List.of());
        }
        return unsubscribe(delete ? request.url() : text(request));
    }

    private Outcome subscribe(String text) {
        String callback = text.replaceFirst(".*(http[^\"]*).*", "$1");
        int id = subscriptions.entrySet().stream()
                .filter(known -> known.getValue().equals(callback) && !flaws.contains(Flaw.SUBSCRIBES_TWICE))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> ++ids);
        subscriptions.put(id, callback);
        whenSubscribed.run();
        String body = "{\"id\":\"s" + id + "\"" + (secret.isEmpty() ? "" : ",\"secret\":\"" + secret + "\"") + "}";
        return answer(
                201,
                body,
                flaws.contains(Flaw.NO_LOCATION)
                        ? List.of()
                        : List.of(new Header("Location", HOST + "/subscriptions/s" + id + "?token=" + TOKEN)));
    }

    /** An empty text names nobody: the workflow's headers must do, and there is but one workflow here. */
    private Outcome unsubscribe(String text) {
        boolean found = subscriptions.entrySet().stream()
                .anyMatch(known ->
                        text.contains("s" + known.getKey()) || text.contains(known.getValue()) || text.isEmpty());
        boolean ignored = flaws.contains(Flaw.KEEPS_DELIVERING)
                || (text.isEmpty() && flaws.contains(Flaw.DOES_NOTHING_WITHOUT_A_BODY));
        if (!ignored) {
            subscriptions
                    .entrySet()
                    .removeIf(known ->
                            text.contains("s" + known.getKey()) || text.contains(known.getValue()) || text.isEmpty());
        }
        return answer(found || !flaws.contains(Flaw.NOT_FOUND_WHEN_GONE) ? 204 : 404, "", List.of());
    }

    /** Posts to all subscribers and answers with what they said; 0 for no answer. */
    List<Integer> deliver(String body, String... headers) {
        return subscriptions.values().stream().toList().stream()
                .map(url -> post(url, body, headers))
                .toList();
    }

    /** Posts as often as it takes to be told that it arrived. */
    void deliverUntilAccepted(String body) {
        while (deliver(body).stream().anyMatch(status -> status < 200 || status >= 300)) {
            // Again, with nothing to wait for in virtual time.
        }
    }

    /** Posts with a signature of this secret. */
    void deliverSigned(String body, String key) {
        String id = "msg_" + ++messages;
        String timestamp = Long.toString(pace.instant().getEpochSecond());
        deliver(
                body,
                "webhook-id",
                id,
                "webhook-timestamp",
                timestamp,
                "webhook-signature",
                sign(key, id + '.' + timestamp + '.' + body));
    }

    int post(String url, String body, String... headers) {
        try {
            return caller.post(url, body, headers);
        } catch (IllegalStateException noAnswer) {
            return 0;
        }
    }

    List<Request> requestsTo(String url) {
        return requests.stream().filter(request -> request.url().equals(url)).toList();
    }

    Stream<String> texts() {
        return requests.stream().map(FakeTrigger::text);
    }

    static String text(Request request) {
        return request.body() == null ? "" : new String(request.body().bytes(), StandardCharsets.UTF_8);
    }

    private static Outcome answer(int status, String body, List<Header> headers) {
        return new Outcome.Answered(new Answer(status, headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    static String sign(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
