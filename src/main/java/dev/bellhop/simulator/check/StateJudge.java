package dev.bellhop.simulator.check;

import static dev.bellhop.simulator.check.rule.PollRules.NO_ITEM_LOST;
import static dev.bellhop.simulator.check.rule.PollRules.NO_ITEM_TWICE;
import static dev.bellhop.simulator.check.rule.PollRules.READING_DELETES_NOTHING;
import static dev.bellhop.simulator.check.rule.PollRules.SECOND_POLLER;
import static dev.bellhop.simulator.check.rule.PollRules.STATE_CULTURE;
import static dev.bellhop.simulator.check.rule.PollRules.STATE_PRECISION;
import static dev.bellhop.simulator.check.rule.PollRules.STATE_STABLE;
import static dev.bellhop.simulator.check.rule.PollRules.STATE_TAMPERED;
import static dev.bellhop.simulator.check.rule.PollRules.STATE_TAMPERED_REPLAY;

import dev.bellhop.simulator.Items;
import dev.bellhop.simulator.check.PollSeen.End;
import dev.bellhop.simulator.check.PollSeen.Repeat;
import dev.bellhop.simulator.check.PollSeen.Tampered;
import dev.bellhop.simulator.check.exchange.Exchange;
import dev.bellhop.simulator.check.exchange.StateText;
import dev.bellhop.simulator.check.feed.Expected;
import dev.bellhop.simulator.check.feed.Markers;
import dev.bellhop.simulator.check.rule.Notes;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Holds what a polling trigger did with states and items against the rules. */
final class StateJudge {

    private static final String NOTHING_ARRIVED = "nothing arrived; give --feed";

    private final String url;
    private final Notes notes;

    StateJudge(String url, Notes notes) {
        this.url = url;
        this.notes = notes;
    }

    void judge(PollSeen seen, Instant now) {
        repeats(seen);
        states(seen, now);
        List<String> items = PollSeen.items(seen.followed());
        tampered(seen.tampered(), !items.isEmpty());
        lost(seen, items);
        twice(seen.expected(), items);
        second(seen, items);
    }

    private void repeats(PollSeen seen) {
        for (Repeat repeat : seen.drain().repeats()) {
            // What comes between two questions may well change the answer from 202 to 200.
            if (repeat.once().is(200) && !hasGrown(repeat)) {
                notes.judge(STATE_STABLE, isSame(repeat), both(repeat));
            }
        }
        notes.unseen(STATE_STABLE, NOTHING_ARRIVED);
        seen.reread()
                .ifPresent(repeat -> notes.judge(
                        READING_DELETES_NOTHING,
                        repeat.again().is(200) && (hasSameBody(repeat) || hasGrown(repeat)),
                        both(repeat)));
        notes.unseen(READING_DELETES_NOTHING, NOTHING_ARRIVED);
    }

    private static boolean isSame(Repeat repeat) {
        return repeat.again().is(200)
                && hasSameBody(repeat)
                && repeat.again().location().equals(repeat.once().location());
    }

    private static boolean hasSameBody(Repeat repeat) {
        return repeat.once()
                .answer()
                .flatMap(once -> repeat.again().answer().filter(once::hasSameBody))
                .isPresent();
    }

    /** A page that was not full may have become longer meanwhile, but begins as before. */
    private static boolean hasGrown(Repeat repeat) {
        List<String> before = Items.texts(repeat.once().body());
        List<String> after = Items.texts(repeat.again().body());
        return repeat.again().is(200)
                && repeat.once().body().stripLeading().startsWith("[")
                && after.size() > before.size()
                && after.subList(0, before.size()).equals(before);
    }

    private static String both(Repeat repeat) {
        return repeat.once() + " with " + repeat.once().location().orElse("no Location") + ", then "
                + repeat.again().inShort() + " with "
                + repeat.again().location().orElse("no Location")
                + (hasSameBody(repeat) ? "" : " and another body");
    }

    private void states(PollSeen seen, Instant now) {
        for (Exchange poll : seen.polls()) {
            StateText.of(url, poll).filter(state -> poll.isPoll()).ifPresent(state -> {
                notes.judge(STATE_CULTURE, !state.isCultural(), "state '" + state.value() + "'");
                notes.judge(STATE_PRECISION, !state.isCoarseTime(now), "state '" + state.value() + "'");
            });
        }
    }

    private void tampered(List<Tampered> all, boolean somethingArrived) {
        for (Tampered one : all) {
            String how = "a state " + one.how() + ": " + one.exchange();
            notes.judge(
                    STATE_TAMPERED,
                    one.exchange().answer().isPresent() && one.exchange().status() < 500,
                    how);
            if (one.invented() && somethingArrived) {
                notes.judge(STATE_TAMPERED_REPLAY, !one.exchange().is(200), how);
            }
        }
        notes.unseen(STATE_TAMPERED, "no state was found among the parameters of Location");
        notes.unseen(STATE_TAMPERED_REPLAY, NOTHING_ARRIVED);
    }

    private void lost(PollSeen seen, List<String> items) {
        boolean stopped = seen.drain().end() == End.STATE_STANDS || seen.drain().end() == End.STILL_FULL;
        if (stopped && !seen.expected().isMet(items)) {
            notes.unseen(NO_ITEM_LOST, "the polls did not get to an end");
            return;
        }
        switch (seen.expected()) {
            case Expected.Marked(List<String> markers) -> {
                List<String> lost = markers.stream()
                        .filter(marker -> Markers.count(items, marker) == 0)
                        .toList();
                notes.judge(NO_ITEM_LOST, lost.isEmpty(), of(markers.size() - lost.size(), markers.size(), lost));
            }
            case Expected.Counted(int count) ->
                notes.judge(NO_ITEM_LOST, items.size() >= count, of(items.size(), count, List.of()));
            case Expected.Unknown(String why) -> notes.unseen(NO_ITEM_LOST, why);
        }
    }

    private static String of(int arrived, int expected, List<String> lost) {
        String missing = lost.isEmpty() ? "" : "; missing " + String.join(", ", lost);
        return arrived + " of " + expected + " arrived" + missing;
    }

    private void twice(Expected expected, List<String> items) {
        Set<String> known = new HashSet<>();
        List<String> again = items.stream()
                .map(expected::identity)
                .filter(identity -> !known.add(identity))
                .toList();
        String seen = items.size() + " items" + (again.isEmpty() ? "" : ", again " + again.getFirst());
        boolean canTell = switch (expected) {
            case Expected.Marked(List<String> markers) -> true;
            case Expected.Counted(int count) -> items.size() > count || again.isEmpty();
            case Expected.Unknown(String why) -> again.isEmpty();
        };
        if (items.isEmpty()) {
            notes.unseen(NO_ITEM_TWICE, NOTHING_ARRIVED);
        } else if (canTell) {
            notes.judge(NO_ITEM_TWICE, again.isEmpty(), seen);
        } else {
            notes.unseen(NO_ITEM_TWICE, "items look alike; give --feed to tell them apart");
        }
    }

    /** The other workflow asked first, so that it must see whatever this one saw. */
    private void second(PollSeen seen, List<String> items) {
        if (items.isEmpty()) {
            notes.unseen(SECOND_POLLER, NOTHING_ARRIVED);
        } else if (seen.other().end() != End.NOTHING_NEW) {
            notes.unseen(SECOND_POLLER, "the polls of the second workflow did not get to an end");
        } else {
            Set<String> theirs = new HashSet<>();
            PollSeen.items(seen.other().polls())
                    .forEach(item -> theirs.add(seen.expected().identity(item)));
            List<String> missed = items.stream()
                    .map(seen.expected()::identity)
                    .filter(identity -> !theirs.contains(identity))
                    .toList();
            notes.judge(
                    SECOND_POLLER,
                    missed.isEmpty(),
                    items.size() - missed.size() + " of " + items.size() + " items seen by the second workflow"
                            + (missed.isEmpty() ? "" : ", not " + missed.getFirst()));
        }
    }
}
