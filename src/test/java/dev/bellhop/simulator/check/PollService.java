package dev.bellhop.simulator.check;

import static dev.bellhop.simulator.check.Replies.reply;

import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import dev.bellhop.simulator.wire.Wire;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A polling trigger as it should be: a log, and a position in it as state. Its subclasses each make one mistake. */
class PollService implements Wire {

    static final String ORIGIN = "https://service.example:8443";
    static final String POLL = ORIGIN + "/poll?tenant=a%20b";
    static final String PUBLISH = ORIGIN + "/publish";

    final List<String> log = new ArrayList<>();

    @Override
    public Outcome send(Request request) {
        return new Outcome.Answered(answer(request));
    }

    Answer answer(Request request) {
        if (request.method().equals("POST")) {
            log.add(new String(request.body().bytes(), StandardCharsets.UTF_8));
            return reply(202, "");
        }
        Optional<String> state = Replies.parameter(request, "triggerState");
        if (state.isEmpty()) {
            return first(request);
        }
        return position(state.get()).map(this::after).orElseGet(() -> reply(400, "{\"title\":\"no such state\"}"));
    }

    Answer first(Request request) {
        return Replies.parameter(request, "startFrom").isPresent() ? after(0) : nothing(log.size());
    }

    Answer after(int position) {
        if (position >= log.size()) {
            return nothing(position);
        }
        return item(log.get(position), position);
    }

    Answer item(String body, int position) {
        return reply(
                200, body, "Location", location(position + 1), "Retry-After", position + 1 < log.size() ? "0" : "15");
    }

    Answer nothing(int position) {
        return reply(202, "", "Location", location(position), "Retry-After", "15");
    }

    String location(int position) {
        return POLL + "&triggerState=" + URLEncoder.encode(state(position), StandardCharsets.UTF_8);
    }

    String state(int position) {
        return "log~" + position;
    }

    Optional<Integer> position(String state) {
        return state.matches("log~\\d{1,6}") ? Optional.of(Integer.valueOf(state.substring(4))) : Optional.empty();
    }
}
