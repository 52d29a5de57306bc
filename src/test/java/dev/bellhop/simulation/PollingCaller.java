package dev.bellhop.simulation;

import dev.bellhop.event.ContentLinks;
import dev.bellhop.event.Event;
import dev.bellhop.event.EventJson;
import dev.bellhop.event.TriggerState;
import dev.bellhop.trigger.PollAnswer;
import dev.bellhop.trigger.PollRequest;
import dev.bellhop.trigger.PollRequest.Start;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Polls as Logic Apps does: it comes back when it was told to, with the state it was given; after an error or without an
 * answer it comes back with the same state. What it is given must be the log, without a gap and without a repeat.
 */
final class PollingCaller {

    private static final Duration AGAIN = Duration.ofSeconds(20);
    private static final long UNKNOWN = -1;

    private final Site site;
    private final String source;
    private final Start start;
    private final int max;
    /** What was answered to each state, whether it arrived or not. */
    private final Map<String, List<Event>> answers = new HashMap<>();

    private @Nullable String state;
    /** The last event it got; unknown until the first answer. */
    private long position = UNKNOWN;
    /** The position that the last answered poll acknowledged. */
    private long acknowledged;
    /** Since it was edited it may get again what it had not acknowledged. */
    private boolean edited;

    PollingCaller(Site site, String source, Start start, int max) {
        this.site = site;
        this.source = source;
        this.start = start;
        this.max = max;
    }

    void poll() {
        String sent = state;
        TriggerState parsed =
                sent == null ? null : TriggerState.parse(sent).orElseThrow(() -> new AssertionError(sent));
        PollRequest request = new PollRequest(source, parsed, start, max, Duration.ZERO);
        site.request(node -> node.polling().poll(request).invoke(answer -> compare(sent, answer)), answer -> {
            answer.ifPresent(given -> take(sent, given));
            Duration wait = answer.map(PollingCaller::retryAfter).orElse(AGAIN);
            site.world().after(wait.plusMillis(site.world().below(1_000)), this::poll);
        });
    }

    /** The trigger was edited: its state is gone, and only Bellhop knows where it stood. */
    void edit() {
        site.world().trace("a polling trigger of %s is edited", source);
        state = null;
        edited = true;
    }

    boolean hasAll() {
        return position == site.invariants().logs().newest(source);
    }

    private void take(@Nullable String sent, PollAnswer answer) {
        switch (answer) {
            case PollAnswer.Nothing nothing -> {
                violatedIf(sent != null && !nothing.nextState().equals(sent), "a 202 changed the state");
                state = nothing.nextState();
                position = position == UNKNOWN ? position(state) : position;
            }
            case PollAnswer.Events page -> {
                violatedIf(page.nextState().equals(sent), "a 200 left the state as it was");
                take(page);
                state = page.nextState();
            }
        }
        acknowledged = sent == null ? acknowledged : position(sent);
    }

    private void take(PollAnswer.Events page) {
        long before = page.events().getFirst().position() - 1 - page.expired();
        violatedIf(
                position == UNKNOWN
                        && start instanceof Start.Beginning
                        && before > 0
                        && !site.invariants().logs().isExpired(source, before),
                "the beginning is not " + before);
        boolean again = edited && before >= acknowledged && before <= position;
        violatedIf(
                before != position && !again && position != UNKNOWN,
                "after " + before + " (" + page.expired() + " expired)");
        edited = false;
        position = before + page.expired();
        for (Event event : page.events()) {
            violatedIf(event.position() != ++position, "a page with a gap");
            violatedIf(!event.equals(site.invariants().logs().event(source, position)), "another event");
        }
    }

    /** The same state gives the same bytes; only a page that was not full may have grown. */
    private void compare(@Nullable String sent, PollAnswer answer) {
        site.world().trace("a poll of %s with %s is answered %s", source, sent, answer);
        if (sent == null || !(answer instanceof PollAnswer.Events page) || page.expired() > 0) {
            return;
        }
        List<Event> before = answers.put(sent, page.events());
        if (before != null) {
            int common = Math.min(before.size(), page.events().size());
            violatedIf(
                    !Arrays.equals(bytes(before, common), bytes(page.events(), common)),
                    "the state " + sent + " had two answers");
        }
    }

    private static byte[] bytes(List<Event> events, int count) {
        return EventJson.array(events.subList(0, count), ContentLinks.under("https://bellhop.example"));
    }

    private static long position(String state) {
        return ((TriggerState.InLog) TriggerState.parse(state).orElseThrow()).position();
    }

    private static Duration retryAfter(PollAnswer answer) {
        return Duration.ofSeconds(
                switch (answer) {
                    case PollAnswer.Nothing nothing -> nothing.retryAfterSeconds();
                    case PollAnswer.Events page -> page.retryAfterSeconds();
                });
    }

    private void violatedIf(boolean violated, String what) {
        if (violated) {
            site.world().violation("polling %s at %d with %s: %s", source, position, state, what);
        }
    }
}
