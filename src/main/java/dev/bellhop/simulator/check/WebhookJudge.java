package dev.bellhop.simulator.check;

import static dev.bellhop.simulator.check.rule.WebhookRules.SUBSCRIBE_ACCEPTED;
import static dev.bellhop.simulator.check.rule.WebhookRules.SUBSCRIBE_AS_TEXT;
import static dev.bellhop.simulator.check.rule.WebhookRules.SUBSCRIBE_CREATED;
import static dev.bellhop.simulator.check.rule.WebhookRules.SUBSCRIBE_IDEMPOTENT;
import static dev.bellhop.simulator.check.rule.WebhookRules.UNSUBSCRIBE_ACCEPTED;
import static dev.bellhop.simulator.check.rule.WebhookRules.UNSUBSCRIBE_FORMS;
import static dev.bellhop.simulator.check.rule.WebhookRules.UNSUBSCRIBE_REPEATED;
import static dev.bellhop.simulator.check.rule.WebhookRules.UNSUBSCRIBE_UNKNOWN;
import static dev.bellhop.simulator.check.rule.WebhookRules.UNSUBSCRIBE_WITHOUT_KEY;

import dev.bellhop.simulator.Pace;
import dev.bellhop.simulator.check.PollSeen.Repeat;
import dev.bellhop.simulator.check.exchange.AnswerJudge;
import dev.bellhop.simulator.check.exchange.Exchange;
import dev.bellhop.simulator.check.exchange.Links;
import dev.bellhop.simulator.check.rule.Notes;
import dev.bellhop.simulator.check.rule.Rule;
import dev.bellhop.simulator.webhook.HookCalls;
import dev.bellhop.simulator.wire.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds how a webhook trigger was subscribed and unsubscribed against the rules. */
final class WebhookJudge {

    private static final String NO_PLACE = "there is no Location, and no --unsubscribe was given";

    private final Notes notes;
    private final AnswerJudge answers;
    private final CallbackJudge callbacks;

    WebhookJudge(Subject.Webhook webhook, Notes notes, Pace pace) {
        this.notes = notes;
        this.answers = new AnswerJudge(notes);
        this.callbacks = new CallbackJudge(webhook.signature(), notes, pace);
    }

    void subscribed(Exchange subscribed) {
        subscribed.answer().ifPresent(answer -> {
            if (!AnswerJudge.tells(answer)) {
                notes.judge(SUBSCRIBE_ACCEPTED, answer.isSuccess(), subscribed.toString());
            }
        });
        if (subscribed.isSuccess()) {
            notes.judge(SUBSCRIBE_CREATED, subscribed.is(201), subscribed.toString());
            answers.location(subscribed);
        }
    }

    void judge(WebhookSeen seen) {
        again(seen.subscribed(), seen.again());
        notes.judge(
                SUBSCRIBE_AS_TEXT,
                seen.asText().isSuccess(),
                "text/plain: " + seen.asText().toString());
        ends(seen.ends());
        all(UNSUBSCRIBE_UNKNOWN, seen.unknown().stream().toList(), "no --unsubscribe was given");
        callbacks.judge(seen);
    }

    private void ends(WebhookSeen.Ends ends) {
        all(UNSUBSCRIBE_WITHOUT_KEY, ends.withoutKey().stream().toList(), "there is no Location, or no key was given");
        List<Exchange> posted = ends.posted().stream().map(Repeat::once).toList();
        all(UNSUBSCRIBE_ACCEPTED, ends.deleted().map(Repeat::once).stream().toList(), NO_PLACE);
        all(UNSUBSCRIBE_FORMS, posted, "no --unsubscribe was given");
        if (!posted.isEmpty()) {
            // Which form is the right one is known to the service alone.
            notes.judge(
                    UNSUBSCRIBE_ACCEPTED,
                    posted.stream().anyMatch(Exchange::isSuccess),
                    posted.getFirst().toString());
        }
        List<Exchange> repeated = Stream.concat(ends.deleted().stream(), ends.posted().stream())
                .filter(end -> end.once().isSuccess())
                .map(Repeat::again)
                .toList();
        all(UNSUBSCRIBE_REPEATED, repeated, NO_PLACE);
    }

    private void all(Rule rule, List<Exchange> exchanges, String otherwise) {
        exchanges.forEach(exchange -> notes.judge(rule, exchange.isSuccess(), described(exchange)));
        notes.unseen(rule, otherwise);
    }

    /** With what was sent, because it is what differs. */
    private static String described(Exchange exchange) {
        Request.@Nullable Body body = exchange.request().body();
        String sent = body == null ? "no body" : new String(body.bytes(), StandardCharsets.UTF_8);
        return exchange.request().method().equals("DELETE") ? exchange.toString() : exchange + ", sent: " + sent;
    }

    private static Optional<String> id(Exchange subscribed) {
        String id = HookCalls.Subscription.of(
                        "", subscribed.outcome(), subscribed.request().url())
                .id();
        return Optional.of(id).filter(text -> !text.isEmpty());
    }

    /** A token may be another one, the subscription may not. */
    private void again(Exchange first, Exchange again) {
        Optional<String> id = id(first);
        String seen = again + " with " + again.location().orElse("no Location") + ", before with "
                + first.location().orElse("no Location");
        if (!again.isSuccess()) {
            notes.judge(SUBSCRIBE_IDEMPOTENT, false, seen);
        } else if (first.location().isPresent()) {
            notes.judge(SUBSCRIBE_IDEMPOTENT, Links.isSame(first.next(""), again.next("")), seen);
        } else if (id.isPresent()) {
            notes.judge(
                    SUBSCRIBE_IDEMPOTENT,
                    id.equals(id(again)),
                    "id " + id.get() + ", then " + id(again).orElse("none"));
        } else {
            notes.unseen(SUBSCRIBE_IDEMPOTENT, "there is neither Location nor id to tell");
        }
    }
}
