package dev.bellhop.simulator.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.bellhop.simulator.Engine;
import dev.bellhop.simulator.Tone;
import dev.bellhop.simulator.webhook.EventLedger.Arrival;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the callbacks of a run one after the other, shows each in a line, and counts. */
final class CallbackLog {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EXCERPT_MAX = 60;

    /** One event: an item of a batch, or all there is. */
    private record Item(String id, String title) {}

    private final Engine engine;
    private final Instant start;
    private final EventLedger ledger = new EventLedger();
    private final List<SignatureCheck> checks = new ArrayList<>();
    private int badSignatures;
    private int wrongCalls;
    private int late;

    CallbackLog(Engine engine) {
        this.engine = engine;
        this.start = engine.now();
    }

    /** From now on callbacks are signed with this secret; those on their way may be signed with an older one. */
    void signedWith(String secret) {
        checks.add(new SignatureCheck(secret));
    }

    /** @param inFlight whether the callback was on its way already when its URL was taken back */
    void add(Callback callback, boolean inFlight) {
        CallbackProblem problem = callback.problem();
        if (problem == null) {
            accepted(callback);
        } else if (problem.isWrongCall()) {
            wrongCalls++;
            engine.show(Tone.BAD, "wrong call: " + problem + "; answered " + problem.status());
        } else if (inFlight) {
            engine.show(Tone.FAINT, "a callback was on its way while its URL was taken back");
        } else {
            late++;
            engine.show(Tone.BAD, "a callback came, but " + problem + ": " + excerpt(callback.text()));
        }
    }

    private void accepted(Callback callback) {
        String signature = signature(callback);
        List<Item> items = items(callback);
        if (items.isEmpty()) {
            engine.show(
                    Tone.WARNING,
                    "a callback without an event; answered "
                            + callback.answered().inShort());
        }
        for (Item item : items) {
            Arrival arrival = ledger.arrived(item.id(), callback.answered());
            engine.show(
                    tone(arrival, callback),
                    arrival + " " + excerpt(item.id()) + "  " + item.title() + "; " + signature + "; answered "
                            + callback.answered().inShort());
        }
    }

    private static Tone tone(Arrival arrival, Callback callback) {
        return switch (arrival) {
            case REPEATED -> Tone.BAD;
            case FIRST, RETRY -> callback.answered().accepts() ? Tone.GOOD : Tone.WARNING;
        };
    }

    private String signature(Callback callback) {
        if (checks.isEmpty()) {
            return callback.header("webhook-signature").isPresent() ? "signature not checked" : "no signature";
        }
        // The sender's clock does not run faster because the engine's does here.
        Instant now = start.plus(engine.environment().pace().real(Duration.between(start, callback.at())));
        SignatureCheck.Result last = new SignatureCheck.Result.Missing();
        for (SignatureCheck check : checks.reversed()) {
            SignatureCheck.Result result = check.check(callback, now);
            if (result.isValid()) {
                return "signature valid";
            }
            // The newest secret is the one that should have been used: its complaint counts.
            last = check == checks.getLast() ? result : last;
        }
        badSignatures++;
        return switch (last) {
            case SignatureCheck.Result.Valid() -> "signature valid";
            case SignatureCheck.Result.Missing() -> "SIGNATURE ABSENT";
            case SignatureCheck.Result.Invalid(String reason) -> "SIGNATURE INVALID (" + reason + ")";
        };
    }

    private static List<Item> items(Callback callback) {
        JsonNode body = json(callback.body());
        if (!body.isArray()) {
            return List.of(new Item(
                    idOf(body, callback.header("webhook-id").orElse(null), callback.body()),
                    title(body, callback.text())));
        }
        List<Item> items = new ArrayList<>();
        for (JsonNode item : body) {
            String text = item.toString();
            items.add(new Item(idOf(item, null, text.getBytes(StandardCharsets.UTF_8)), title(item, text)));
        }
        return items;
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (IOException noJson) {
            return MissingNode.getInstance();
        }
    }

    private static String idOf(JsonNode event, @Nullable String header, byte[] bytes) {
        JsonNode id = event.path("id");
        if (id.isTextual() || id.isNumber()) {
            return id.asText();
        }
        if (header != null) {
            return header;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "body:" + HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }

    private static String title(JsonNode event, String text) {
        String title =
                (event.path("type").asText("") + ' ' + event.path("subject").asText("")).strip();
        return excerpt(title.isEmpty() ? text : title);
    }

    /** One short line; a service may repeat the callback URL to us, and what signs it is a secret. */
    static String excerpt(String text) {
        String line = text.replaceAll("sig=[\\w%.~-]+", "sig=…")
                .replaceAll("[\\s\\p{Cntrl}]+", " ")
                .strip();
        return line.length() <= EXCERPT_MAX ? line : line.substring(0, EXCERPT_MAX) + '…';
    }

    EventLedger ledger() {
        return ledger;
    }

    int badSignatures() {
        return badSignatures;
    }

    int wrongCalls() {
        return wrongCalls;
    }

    int late() {
        return late;
    }
}
