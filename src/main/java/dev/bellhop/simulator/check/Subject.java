package dev.bellhop.simulator.check;

import dev.bellhop.simulator.check.rule.ActionRules;
import dev.bellhop.simulator.check.rule.AnswerRules;
import dev.bellhop.simulator.check.rule.PollRules;
import dev.bellhop.simulator.check.rule.Rule;
import dev.bellhop.simulator.check.rule.WebhookRules;
import dev.bellhop.simulator.webhook.CallbackReceiver;
import dev.bellhop.simulator.webhook.SignatureCheck;
import dev.bellhop.simulator.webhook.WebhookSettings;
import java.util.List;
import java.util.Optional;

/** What is checked. */
public sealed interface Subject {

    /** As it was given. */
    String url();

    /** A polling trigger. */
    record Poll(String url) implements Subject {}

    /**
     * An asynchronous action. The check starts it twice with the same tracking headers and {@code Idempotency-Key}.
     *
     * @param body what the work is started with
     */
    record Action(String url, String body) implements Subject {}

    /**
     * A webhook trigger.
     *
     * @param body what subscribing sends, with the callback URL where {@code @listCallbackUrl()} stands
     * @param unsubscribeUrl takes POSTs, besides or instead of a DELETE of the Location
     * @param signature what the callbacks must be signed with, if they must
     * @param receiver where the callbacks arrive, opened with {@link #ANSWERS}; whoever opened it closes it
     */
    record Webhook(
            String url,
            String body,
            Optional<String> unsubscribeUrl,
            Optional<SignatureCheck> signature,
            CallbackReceiver receiver)
            implements Subject {

        /** The first callback is refused, to see whether it comes again. */
        public static final String ANSWERS = "503,202";

        /** What most services of this kind take. */
        public static final String BODY_DEFAULT = WebhookSettings.Calls.BODY_DEFAULT;
    }

    /** What is demanded, in the order of the report. */
    default List<Rule> rules() {
        return switch (this) {
            case Poll poll -> PollRules.ALL;
            case Action action -> ActionRules.ALL;
            case Webhook webhook ->
                WebhookRules.ALL.stream()
                        .map(rule -> isReplaceable(webhook, rule) ? rule.asAdvice() : rule)
                        .toList();
        };
    }

    /** The word that the command line has for it. */
    default String kind() {
        return switch (this) {
            case Poll poll -> "poll";
            case Action action -> "action";
            case Webhook webhook -> "webhook";
        };
    }

    /** Who has a URL to unsubscribe at needs no Location to delete. */
    private static boolean isReplaceable(Webhook webhook, Rule rule) {
        return rule.equals(AnswerRules.LOCATION_PRESENT)
                && webhook.unsubscribeUrl().isPresent();
    }
}
