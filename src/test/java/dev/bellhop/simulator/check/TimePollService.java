package dev.bellhop.simulator.check;

import static dev.bellhop.simulator.check.Replies.reply;

import dev.bellhop.simulator.VirtualPace;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A polling trigger whose state is a time, as in the samples: new is what is later. */
final class TimePollService extends PollService {

    private static final Duration BETWEEN_ITEMS = Duration.ofMillis(300);

    private final VirtualPace pace;
    private final DateTimeFormatter format;
    private final int malformed;
    private final boolean followsClock;
    private final List<Instant> times = new ArrayList<>();

    private TimePollService(VirtualPace pace, String format, int malformed, boolean followsClock) {
        this.pace = pace;
        this.format = DateTimeFormatter.ofPattern(format, Locale.US).withZone(ZoneOffset.UTC);
        this.malformed = malformed;
        this.followsClock = followsClock;
    }

    static TimePollService cultural(VirtualPace pace) {
        return new TimePollService(pace, "M/d/yyyy h:mm:ss a", 500, false);
    }

    static TimePollService german(VirtualPace pace) {
        return new TimePollService(pace, "dd.MM.yyyy HH:mm:ss.SSS", 400, false);
    }

    static TimePollService ofOneSecond(VirtualPace pace) {
        return new TimePollService(pace, "yyyy-MM-dd'T'HH:mm:ssX", 400, false);
    }

    static TimePollService movingWhileIdle(VirtualPace pace) {
        return new TimePollService(pace, "yyyy-MM-dd'T'HH:mm:ss.SSSSSSSX", 400, true);
    }

    @Override
    Answer answer(Request request) {
        if (request.method().equals("POST")) {
            Clocks.pass(pace, BETWEEN_ITEMS);
            times.add(written(pace.instant()));
            return super.answer(request);
        }
        try {
            return since(
                    Replies.parameter(request, "triggerState").map(this::parse).orElseGet(pace::instant));
        } catch (DateTimeException e) {
            return reply(malformed, "");
        }
    }

    private Answer since(Instant state) {
        for (int index = 0; index < log.size(); index++) {
            Instant time = times.get(index);
            if (time.isAfter(state)) {
                return reply(
                        200,
                        log.get(index),
                        "Location",
                        location(time),
                        "Retry-After",
                        times.getLast().isAfter(time) ? "0" : "15");
            }
        }
        return reply(202, "", "Location", location(followsClock ? pace.instant() : state), "Retry-After", "15");
    }

    private String location(Instant time) {
        return POLL + "&triggerState=" + URLEncoder.encode(format.format(time), StandardCharsets.UTF_8);
    }

    /** As precise as a state can say. */
    private Instant written(Instant time) {
        return parse(format.format(time));
    }

    private Instant parse(String state) {
        return format.parse(state, Instant::from);
    }
}
