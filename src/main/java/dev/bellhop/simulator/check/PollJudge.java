package dev.bellhop.simulator.check;

import static dev.bellhop.simulator.check.rule.PollRules.BACKLOG_ENDS;
import static dev.bellhop.simulator.check.rule.PollRules.BACKLOG_HURRIES;
import static dev.bellhop.simulator.check.rule.PollRules.FIRST_POLL_QUIET;
import static dev.bellhop.simulator.check.rule.PollRules.IDLE_NOT_HURRIED;
import static dev.bellhop.simulator.check.rule.PollRules.IDLE_STATE_KEPT;
import static dev.bellhop.simulator.check.rule.PollRules.IDLE_STATE_SETTLES;
import static dev.bellhop.simulator.check.rule.PollRules.LOCATION_PARAMETERS;
import static dev.bellhop.simulator.check.rule.PollRules.PAGE_SIZE;
import static dev.bellhop.simulator.check.rule.PollRules.POLL_STATUS;
import static dev.bellhop.simulator.check.rule.PollRules.STATE_MOVES;

import dev.bellhop.simulator.Items;
import dev.bellhop.simulator.check.exchange.AnswerJudge;
import dev.bellhop.simulator.check.exchange.Exchange;
import dev.bellhop.simulator.check.exchange.Links;
import dev.bellhop.simulator.check.rule.Notes;
import dev.bellhop.simulator.wire.RetryAfter;
import dev.bellhop.simulator.wire.Url;
import java.util.HashSet;
import java.util.List;

/** Holds what was seen of single polls, and of their order, against the rules. */
final class PollJudge {

    private static final int PAGE_SIZE_MAX = 100;

    private final String url;
    private final Notes notes;
    private final AnswerJudge answers;

    PollJudge(String url, Notes notes) {
        this.url = url;
        this.notes = notes;
        this.answers = new AnswerJudge(notes);
    }

    /** A poll that must be answered as one. */
    void poll(Exchange poll) {
        poll.answer().ifPresent(answer -> {
            if (!AnswerJudge.tells(answer)) {
                String hint = poll.is(401) || poll.is(403) ? ": a key is missing or wrong" : "";
                notes.judge(POLL_STATUS, poll.isPoll(), poll + hint);
            }
        });
        if (poll.isPoll()) {
            answers.location(poll);
            answers.retryAfter(poll);
            parameters(poll);
            pageSize(poll);
        }
    }

    /** All of it. */
    void judge(PollSeen seen) {
        seen.polls().forEach(this::poll);
        first(seen);
        notes.unseen(PAGE_SIZE, "no array was seen");
        moves(seen.drain().polls());
        notes.unseen(STATE_MOVES, "nothing arrived; give --feed");
        idle(seen);
        backlog(seen);
    }

    private void first(PollSeen seen) {
        boolean asksForStart = Url.parse(url).stream()
                .flatMap(parsed -> parsed.pairs().stream())
                .anyMatch(pair -> Links.isState(Links.name(pair)) && !pair.endsWith("="));
        if (asksForStart) {
            notes.unseen(FIRST_POLL_QUIET, "the URL says where to start");
        } else {
            notes.judge(FIRST_POLL_QUIET, seen.earlier().is(202), seen.earlier().toString());
        }
    }

    /** What says from where to go on may change, everything else stays. */
    private void parameters(Exchange poll) {
        List<String> others = Url.parse(url).stream()
                .flatMap(parsed -> parsed.pairs().stream())
                .filter(pair -> !Links.isState(Links.name(pair)))
                .map(Links::decoded)
                .toList();
        if (others.isEmpty()) {
            notes.unseen(LOCATION_PARAMETERS, "the URL has no other parameter; add one to see");
            return;
        }
        Url.parse(poll.next("")).ifPresent(next -> {
            List<String> repeated = next.pairs().stream().map(Links::decoded).toList();
            List<String> lost =
                    others.stream().filter(pair -> !repeated.contains(pair)).toList();
            String missing = lost.isEmpty() ? "" : " lacks " + String.join("&", lost);
            notes.judge(
                    LOCATION_PARAMETERS,
                    lost.isEmpty(),
                    "Location " + poll.location().orElse("") + missing);
        });
    }

    private void pageSize(Exchange poll) {
        Items.json(poll.body())
                .filter(json -> poll.is(200) && json.isArray())
                .ifPresent(page -> notes.judge(PAGE_SIZE, page.size() <= PAGE_SIZE_MAX, "a page of " + page.size()));
    }

    private void moves(List<Exchange> polls) {
        for (int index = 0; index < polls.size(); index++) {
            Exchange poll = polls.get(index);
            String asked = index == 0 ? url : polls.get(index - 1).location().orElse(url);
            if (poll.is(200) && poll.location().isPresent()) {
                String now = poll.location().get();
                notes.judge(STATE_MOVES, !now.equals(asked), "asked with " + asked + ", answered 200 with " + now);
            }
        }
    }

    private void idle(PollSeen seen) {
        seen.polls().stream().filter(poll -> poll.is(202)).forEach(poll -> {
            boolean hurried = poll.answer()
                    .map(RetryAfter::of)
                    .filter(new RetryAfter.Seconds(0)::equals)
                    .isPresent();
            notes.judge(IDLE_NOT_HURRIED, !hurried, poll + (hurried ? ", Retry-After 0" : ""));
        });
        long moved = 0;
        long asked = 0;
        Exchange before = seen.drain().last();
        for (Exchange poll : seen.idle()) {
            if (poll.is(202) && poll.location().isPresent()) {
                asked++;
                boolean kept = poll.location().equals(before.location());
                moved += kept ? 0 : 1;
                notes.judge(
                        IDLE_STATE_KEPT,
                        kept,
                        "after " + before.location().orElse("no Location") + " came "
                                + poll.location().get());
            }
            before = poll;
        }
        if (asked > 1) {
            notes.judge(IDLE_STATE_SETTLES, moved < asked, "moved with " + moved + " of " + asked + " polls");
        }
    }

    private void backlog(PollSeen seen) {
        List<Exchange> polls = seen.other().polls();
        for (int index = 0; index + 1 < polls.size(); index++) {
            if (polls.get(index).is(200) && polls.get(index + 1).is(200)) {
                boolean hurries = polls.get(index)
                        .answer()
                        .map(RetryAfter::of)
                        .filter(new RetryAfter.Seconds(0)::equals)
                        .isPresent();
                notes.judge(
                        BACKLOG_HURRIES,
                        hurries,
                        polls.get(index) + ", Retry-After "
                                + polls.get(index)
                                        .answer()
                                        .flatMap(answer -> answer.retryAfter())
                                        .orElse("absent")
                                + ", and more was waiting");
            }
        }
        notes.unseen(BACKLOG_HURRIES, "never more than one answer was waiting");
        ends(seen.drain());
    }

    private void ends(PollSeen.Drain drain) {
        switch (drain.end()) {
            case NOTHING_NEW ->
                notes.judge(BACKLOG_ENDS, true, "202 after " + drain.fired().size() + " with items");
            case STATE_STANDS -> notes.unseen(BACKLOG_ENDS, "the state does not move, so nothing ends");
            case NO_POLL -> notes.unseen(BACKLOG_ENDS, "the polls broke off: " + drain.last());
            case STILL_FULL -> {
                List<String> bodies = drain.fired().stream().map(Exchange::body).toList();
                if (new HashSet<>(bodies).size() < bodies.size()) {
                    notes.judge(BACKLOG_ENDS, false, bodies.size() + " times 200, with the same items again");
                } else {
                    notes.unseen(BACKLOG_ENDS, "still full after " + bodies.size() + " polls; give --expect");
                }
            }
        }
    }
}
