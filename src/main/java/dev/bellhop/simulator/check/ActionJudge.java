package dev.bellhop.simulator.check;

import static dev.bellhop.simulator.check.rule.ActionRules.FAILURE_TOLD;
import static dev.bellhop.simulator.check.rule.ActionRules.RESULT_KEPT;
import static dev.bellhop.simulator.check.rule.ActionRules.RUNNING_LOCATION;
import static dev.bellhop.simulator.check.rule.ActionRules.START_ACCEPTED;
import static dev.bellhop.simulator.check.rule.ActionRules.START_IDEMPOTENT;
import static dev.bellhop.simulator.check.rule.ActionRules.STATUS_AT_ONCE;
import static dev.bellhop.simulator.check.rule.ActionRules.STATUS_LASTS;
import static dev.bellhop.simulator.check.rule.ActionRules.STATUS_WITHOUT_KEY;
import static dev.bellhop.simulator.check.rule.ActionRules.STATUS_WITH_WRONG_KEY;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellhop.simulator.Items;
import dev.bellhop.simulator.check.exchange.AnswerJudge;
import dev.bellhop.simulator.check.exchange.Exchange;
import dev.bellhop.simulator.check.exchange.Links;
import dev.bellhop.simulator.check.rule.Notes;
import dev.bellhop.simulator.check.rule.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Holds what an asynchronous action was seen to do against the rules. */
final class ActionJudge {

    private static final Set<Integer> NO_ACCESS = Set.of(401, 403);
    private static final Set<Integer> VANISHED = Set.of(400, 404);
    private static final List<String> STATUS_FIELDS = List.of("status", "runtimeStatus", "provisioningState");
    private static final Set<String> FAILED =
            Set.of("failed", "failure", "error", "canceled", "cancelled", "terminated");

    private final Notes notes;
    private final AnswerJudge answers;

    ActionJudge(Notes notes) {
        this.notes = notes;
        this.answers = new AnswerJudge(notes);
    }

    void start(Exchange start) {
        start.answer().ifPresent(answer -> {
            if (!AnswerJudge.tells(answer)) {
                notes.judge(START_ACCEPTED, answer.isSuccess(), start.toString());
            }
        });
        if (start.is(202)) {
            answers.location(start);
            answers.retryAfter(start);
        }
    }

    void judge(ActionSeen seen) {
        running(seen);
        vanishing(seen);
        key(STATUS_WITHOUT_KEY, seen.withoutKey());
        key(STATUS_WITH_WRONG_KEY, seen.wrongKey());
        repeated(seen);
        if (seen.reads().isEmpty()) {
            String why = "the work did not end in time; the last status was " + seen.last();
            notes.unseen(RESULT_KEPT, why);
            notes.unseen(FAILURE_TOLD, why);
        } else {
            end(seen.last(), seen.reads());
        }
    }

    private void running(ActionSeen seen) {
        for (Exchange status : seen.running()) {
            answers.retryAfter(status);
            notes.judge(
                    RUNNING_LOCATION,
                    status.location().isPresent(),
                    status + status.location().map(text -> ", Location " + text).orElse(", no Location"));
            if (status.location().isPresent()) {
                answers.location(status);
            }
        }
        notes.unseen(RUNNING_LOCATION, "the work had ended before it was asked about");
    }

    private void vanishing(ActionSeen seen) {
        Exchange atOnce = seen.statuses().getFirst();
        notes.judge(STATUS_AT_ONCE, !atOnce.is(404), atOnce.toString());
        boolean wasRunning = false;
        for (Exchange status : seen.statuses()) {
            if (wasRunning) {
                notes.judge(STATUS_LASTS, !VANISHED.contains(status.status()), status.toString());
            }
            wasRunning |= status.is(202);
        }
        notes.unseen(STATUS_LASTS, "the work was not seen running");
    }

    private void key(Rule rule, Optional<Exchange> read) {
        read.ifPresentOrElse(
                status -> notes.judge(rule, !NO_ACCESS.contains(status.status()), status.toString()),
                () -> notes.unseen(rule, "the start needs no key; give --header if it does"));
    }

    private void repeated(ActionSeen seen) {
        Exchange again = seen.repeated();
        String one = seen.start().next("");
        String other = again.next("");
        notes.judge(
                START_IDEMPOTENT,
                again.isSuccess() && Links.isSame(one, other),
                "first " + one + ", then " + again.inShort() + " with " + (other.isEmpty() ? "no Location" : other));
    }

    private void end(Exchange end, List<Exchange> reads) {
        Optional<Exchange> other =
                reads.stream().filter(read -> !isSame(end, read)).findFirst();
        notes.judge(
                RESULT_KEPT,
                other.isEmpty(),
                end + ", then "
                        + other.map(read -> read.inShort() + (read.is(end.status()) ? " with another body" : ""))
                                .orElse(reads.size() + " times the same"));
        if (!end.isSuccess()) {
            notes.judge(FAILURE_TOLD, true, end.toString());
        } else if (saysFailed(end)) {
            notes.judge(FAILURE_TOLD, false, end + " says that the work failed: " + end.body());
        } else {
            notes.unseen(FAILURE_TOLD, "the work did not fail");
        }
    }

    private static boolean isSame(Exchange end, Exchange read) {
        return read.is(end.status())
                && end.answer()
                        .flatMap(one -> read.answer().filter(one::hasSameBody))
                        .isPresent();
    }

    private static boolean saysFailed(Exchange end) {
        return Items.json(end.body()).filter(JsonNode::isObject).stream()
                .flatMap(json -> Stream.concat(
                        STATUS_FIELDS.stream().map(json::path),
                        STATUS_FIELDS.stream().map(json.path("properties")::path)))
                .anyMatch(status -> FAILED.contains(status.asText().toLowerCase(Locale.ROOT)));
    }
}
