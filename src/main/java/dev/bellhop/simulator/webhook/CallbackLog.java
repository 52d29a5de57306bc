package dev.bellhop.simulator.webhook;

import dev.bellhop.simulator.Engine;
import dev.bellhop.simulator.Item;
import dev.bellhop.simulator.Items;
import dev.bellhop.simulator.Tone;
import dev.bellhop.simulator.webhook.EventLedger.Arrival;
import dev.bellhop.simulator.wire.Redaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads the callbacks of a run one after the other, shows each in a line, and counts. */
final class CallbackLog {

    static final int EXCERPT_MAX = 60;

    private static final String NO_ID = "";

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
            engine.show(
                    Tone.BAD, "a callback came, but " + problem + ": " + Redaction.of(callback.text(), EXCERPT_MAX));
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
            Arrival arrival = item.id().equals(NO_ID)
                    ? ledger.arrivedWithoutId(callback.answered())
                    : ledger.arrived(item.id(), callback.answered());
            engine.show(
                    tone(arrival, callback),
                    arrival + " " + Redaction.of(item.id(), EXCERPT_MAX) + "  "
                            + Redaction.of(item.label(), EXCERPT_MAX) + "; " + signature + "; answered "
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
        return Items.split(callback.body(), "").orElseGet(() -> List.of(item(callback)));
    }

    /** A body that has no id of its own is known by its header, or else by its bytes; what has none has no id. */
    private static Item item(Callback callback) {
        Item whole = Items.whole(callback.body());
        String otherwise = callback.text().isBlank() ? NO_ID : whole.id();
        return new Item(
                callback.idInBody().or(() -> callback.header("webhook-id")).orElse(otherwise), whole.label());
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
