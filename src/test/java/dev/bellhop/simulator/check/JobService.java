package dev.bellhop.simulator.check;

import static dev.bellhop.simulator.check.Replies.reply;

import dev.bellhop.simulator.VirtualPace;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import dev.bellhop.simulator.wire.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Long work as it should be done: five seconds of it. Its subclasses each make one mistake. */
class JobService implements Wire {

    static final String ORIGIN = "https://service.example:8443";
    static final String START = ORIGIN + "/start";
    static final String RESULT = "{\"pages\":7}";

    private static final Duration WORK = Duration.ofSeconds(5);

    final VirtualPace pace;
    final Map<String, Instant> begun = new HashMap<>();

    JobService(VirtualPace pace) {
        this.pace = pace;
    }

    @Override
    public Outcome send(Request request) {
        return new Outcome.Answered(answer(request));
    }

    Answer answer(Request request) {
        if (request.method().equals("POST")) {
            return isKeyWrong(request) ? reply(401, "") : start(request);
        }
        String id = Replies.path(request).substring("/status/".length());
        return begun.containsKey(id) ? status(request, id) : reply(404, "");
    }

    Answer start(Request request) {
        String id = "job-" + Replies.header(request, "Idempotency-Key").orElseThrow();
        begun.putIfAbsent(id, pace.instant());
        return running(id);
    }

    Answer status(Request request, String id) {
        return isRunning(id) ? running(id) : done(id);
    }

    Answer running(String id) {
        return reply(202, "", "Location", ORIGIN + "/status/" + id + "?token=geheim", "Retry-After", "2");
    }

    Answer done(String id) {
        return reply(200, RESULT);
    }

    Duration age(String id) {
        return Duration.between(begun.get(id), pace.instant());
    }

    boolean isRunning(String id) {
        return age(id).compareTo(WORK) < 0;
    }

    static boolean isKeyWrong(Request request) {
        return !Replies.header(request, "x-api-key").equals(Optional.of("right"));
    }
}
