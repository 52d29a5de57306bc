package dev.bellhop.simulator.check;

import static dev.bellhop.simulator.check.rule.WebhookRules.CALLBACK_ARRIVES;
import static dev.bellhop.simulator.check.rule.WebhookRules.CALLBACK_ENDS;
import static dev.bellhop.simulator.check.rule.WebhookRules.CALLBACK_JSON;
import static dev.bellhop.simulator.check.rule.WebhookRules.CALLBACK_NO_AUTHORIZATION;
import static dev.bellhop.simulator.check.rule.WebhookRules.CALLBACK_ONCE;
import static dev.bellhop.simulator.check.rule.WebhookRules.CALLBACK_POST;
import static dev.bellhop.simulator.check.rule.WebhookRules.CALLBACK_RETRIED;
import static dev.bellhop.simulator.check.rule.WebhookRules.CALLBACK_SIGNED;
import static dev.bellhop.simulator.check.rule.WebhookRules.CALLBACK_TARGET;

import dev.bellhop.simulator.Items;
import dev.bellhop.simulator.Pace;
import dev.bellhop.simulator.check.feed.Expected;
import dev.bellhop.simulator.check.feed.Markers;
import dev.bellhop.simulator.check.rule.Notes;
import dev.bellhop.simulator.check.rule.Rule;
import dev.bellhop.simulator.webhook.Callback;
import dev.bellhop.simulator.webhook.CallbackProblem;
import dev.bellhop.simulator.webhook.SignatureCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Holds what a webhook trigger called back against the rules. */
final class CallbackJudge {

    private static final String NOTHING_ARRIVED = "nothing was called back; give --feed";
    private static final Set<CallbackProblem> WRONG_TARGET = EnumSet.of(
            CallbackProblem.NO_SIGNATURE,
            CallbackProblem.CHANGED_SIGNATURE,
            CallbackProblem.CHANGED_TARGET,
            CallbackProblem.UNKNOWN_TARGET);
    private static final List<Rule> ABOUT_EACH =
            List.of(CALLBACK_TARGET, CALLBACK_POST, CALLBACK_NO_AUTHORIZATION, CALLBACK_JSON);

    private final Optional<SignatureCheck> signature;
    private final Notes notes;
    private final Pace pace;

    CallbackJudge(Optional<SignatureCheck> signature, Notes notes, Pace pace) {
        this.signature = signature;
        this.notes = notes;
        this.pace = pace;
    }

    void judge(WebhookSeen seen) {
        seen.callbacks().forEach(this::each);
        ABOUT_EACH.forEach(rule -> notes.unseen(rule, NOTHING_ARRIVED));
        notes.unseen(CALLBACK_SIGNED, signature.isEmpty() ? "no --secret was given" : NOTHING_ARRIVED);
        arrives(seen.expected(), WebhookSeen.items(seen.callbacks()));
        once(seen.expected(), WebhookSeen.items(WebhookSeen.accepted(seen.callbacks())));
        retried(seen);
        ends(seen);
    }

    private void each(Callback callback) {
        boolean rightTarget = callback.problem() == null || !WRONG_TARGET.contains(callback.problem());
        notes.judge(
                CALLBACK_TARGET,
                rightTarget,
                rightTarget ? callback.toString() : callback.problem() + ": " + callback.target());
        notes.judge(CALLBACK_POST, callback.method().equals("POST"), callback.toString());
        notes.judge(CALLBACK_NO_AUTHORIZATION, callback.header("Authorization").isEmpty(), callback.toString());
        String type = callback.header("Content-Type").orElse("absent");
        boolean json = type.toLowerCase(Locale.ROOT).contains("json")
                && Items.json(callback.text()).isPresent();
        notes.judge(CALLBACK_JSON, json, callback + ", Content-Type " + type);
        signature.ifPresent(check -> signed(check, callback));
    }

    private void signed(SignatureCheck check, Callback callback) {
        switch (check.check(callback, now(callback))) {
            case SignatureCheck.Result.Valid() -> notes.judge(CALLBACK_SIGNED, true, callback.toString());
            case SignatureCheck.Result.Missing() ->
                notes.judge(CALLBACK_SIGNED, false, callback + ", without a signature");
            case SignatureCheck.Result.Invalid(String reason) ->
                notes.judge(CALLBACK_SIGNED, false, callback + ": " + reason);
        }
    }

    /** Where the engine's time runs faster than the service's, the service's own counts. */
    private Instant now(Callback callback) {
        Duration second = Duration.ofSeconds(1);
        return pace.real(second).equals(second)
                ? callback.at()
                : callback.header("webhook-timestamp")
                        .filter(text -> text.matches("[0-9]{1,11}"))
                        .map(text -> Instant.ofEpochSecond(Long.parseLong(text)))
                        .orElse(callback.at());
    }

    private void arrives(Expected expected, List<String> items) {
        switch (expected) {
            case Expected.Marked(List<String> markers) -> {
                List<String> lost = markers.stream()
                        .filter(marker -> Markers.count(items, marker) == 0)
                        .toList();
                String missing = lost.isEmpty() ? "" : "; missing " + String.join(", ", lost);
                notes.judge(
                        CALLBACK_ARRIVES,
                        lost.isEmpty(),
                        markers.size() - lost.size() + " of " + markers.size() + " arrived" + missing);
            }
            case Expected.Counted(int count) ->
                notes.judge(CALLBACK_ARRIVES, items.size() >= count, items.size() + " of " + count + " arrived");
            case Expected.Unknown(String why) -> notes.unseen(CALLBACK_ARRIVES, why);
        }
    }

    private void once(Expected expected, List<String> accepted) {
        List<String> identities = accepted.stream().map(expected::identity).toList();
        long different = identities.stream().distinct().count();
        boolean once = different == identities.size();
        if (identities.isEmpty()) {
            notes.unseen(CALLBACK_ONCE, NOTHING_ARRIVED);
        } else if (once || expected instanceof Expected.Marked) {
            notes.judge(CALLBACK_ONCE, once, identities.size() + " accepted, " + different + " different");
        } else {
            notes.unseen(CALLBACK_ONCE, "items look alike; give --feed to tell them apart");
        }
    }

    private void retried(WebhookSeen seen) {
        Optional<Callback> refused = seen.callbacks().stream()
                .filter(callback ->
                        callback.problem() == null && !callback.answered().accepts())
                .findFirst();
        if (refused.isEmpty()) {
            notes.unseen(CALLBACK_RETRIED, NOTHING_ARRIVED);
            return;
        }
        List<String> wanted = identities(seen.expected(), refused.get());
        Optional<Callback> again = seen.callbacks().stream()
                .filter(callback -> callback != refused.get())
                .filter(callback -> identities(seen.expected(), callback).containsAll(wanted))
                .findFirst();
        boolean sameId =
                again.map(Callback::id).equals(Optional.of(refused.get().id()));
        notes.judge(
                CALLBACK_RETRIED,
                sameId,
                "refused with 503: " + refused.get().id().orElse("no id") + ", then "
                        + again.map(callback -> callback.id().orElse("the same without id"))
                                .orElse("nothing in time; a longer --wait may show it"));
    }

    private static List<String> identities(Expected expected, Callback callback) {
        return Items.texts(callback.text()).stream().map(expected::identity).toList();
    }

    private void ends(WebhookSeen seen) {
        switch (seen.later()) {
            case Expected.Marked(List<String> markers) -> {
                List<String> strays = WebhookSeen.items(seen.strays());
                long called = markers.stream()
                        .filter(marker -> Markers.count(strays, marker) > 0)
                        .count();
                notes.judge(CALLBACK_ENDS, called == 0, called + " of " + markers.size() + " called back");
            }
            case Expected.Counted(int count) -> notes.unseen(CALLBACK_ENDS, NOTHING_ARRIVED);
            case Expected.Unknown(String why) -> notes.unseen(CALLBACK_ENDS, why);
        }
    }
}
