package dev.bellhop.simulator.check;

import static dev.bellhop.simulator.check.Replies.as;
import static dev.bellhop.simulator.check.Replies.on;
import static dev.bellhop.simulator.check.Replies.reply;
import static dev.bellhop.simulator.check.Replies.with;
import static dev.bellhop.simulator.check.Replies.without;
import static dev.bellhop.simulator.check.WrongService.poll;
import static dev.bellhop.simulator.check.WrongService.wrong;

import dev.bellhop.simulator.VirtualPace;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import dev.bellhop.simulator.wire.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Polling triggers with one mistake each: those of the well-known samples, and others that were seen in the field. */
final class WrongPolls {

    static final List<WrongService> ALL = List.of(
            poll("Location without the port", with("Location", it -> it.replace(":8443", "")), "location-port"),
            poll("http behind TLS", with("Location", it -> it.replace("https:", "http:")), "location-scheme"),
            poll("the inner host", with("Location", it -> it.replace("service.example", "pod-7")), "location-host"),
            poll(
                    "a relative Location",
                    with("Location", it -> it.substring(PollService.ORIGIN.length())),
                    "location-absolute"),
            poll("a state that is not encoded", Unencoded::new, "location-valid"),
            poll("a very long Location", with("Location", it -> it + "&pad=" + "x".repeat(2_000)), "location-length"),
            poll("no Location on 200", on(200, without("Location")), "location-present", "no-item-lost"),
            poll("no Location on 202", on(202, without("Location")), "location-present", "no-item-lost"),
            poll(
                    "Location without the parameters",
                    with("Location", it -> it.replace("tenant=a%20b&", "")),
                    "location-parameters"),
            poll("no Retry-After", without("Retry-After"), "retry-after-present", "backlog-hurries"),
            poll("no Retry-After on 202", on(202, without("Retry-After")), "retry-after-present"),
            poll(
                    "a date as Retry-After",
                    on(202, with("Retry-After", it -> "Fri, 20 Nov 2026 10:15:45 GMT")),
                    "retry-after-seconds"),
            poll("fractions in Retry-After", on(202, with("Retry-After", it -> "15.0")), "retry-after-seconds"),
            poll("a time span as Retry-After", on(202, with("Retry-After", it -> "00:00:15")), "retry-after-seconds"),
            poll("201 for items", on(200, as(201)), "poll-status", "no-item-lost"),
            poll("204 for nothing", on(202, as(204)), "poll-status"),
            poll("a redirect", answer -> reply(302, "", "Location", PollService.POLL), "no-redirect"),
            poll("406 without Accept", answer -> reply(406, ""), "no-accept-needed"),
            poll("an error", answer -> reply(500, ""), "poll-status"),
            poll(
                    "JSON that is none",
                    on(
                            200,
                            answer -> reply(
                                    200,
                                    answer.text() + '}',
                                    "Location",
                                    answer.location().orElseThrow(),
                                    "Retry-After",
                                    answer.retryAfter().orElseThrow())),
                    "json-parses"),
            poll("JSON as text", with("Content-Type", it -> "text/plain"), "json-declared"),
            poll("idle polls at once", on(202, with("Retry-After", it -> "0")), "idle-not-hurried"),
            poll("no haste", on(200, with("Retry-After", it -> "15")), "backlog-hurries"),
            poll("an item without a state of its own", StandingState::new, "state-moves"),
            poll("a first poll that fires", FiringFirst::new, "first-poll-quiet"),
            poll("another body each time", OtherBody::new, "state-stable", "reading-deletes-nothing"),
            poll("another state each time", OtherState::new, "state-stable"),
            poll(
                    "delete on first read",
                    PoppedList::new,
                    "state-stable",
                    "reading-deletes-nothing",
                    "second-poller",
                    "no-item-lost"),
            poll("delete on acknowledgement", Acknowledged::new, "reading-deletes-nothing", "second-poller"),
            poll("the last item lost", LosesLast::new, "no-item-lost"),
            poll("an item twice", Twice::new, "no-item-twice"),
            poll("round and round", Round::new, "backlog-ends", "no-item-twice"),
            poll("500 for a malformed state", Strict::new, "state-tampered"),
            poll("a malformed state begins anew", Lenient::new, "state-tampered-replay"),
            wrong(
                    "time as Americans write it",
                    TimePollService::cultural,
                    "state-culture",
                    "no-item-lost",
                    "state-tampered"),
            wrong("time as Germans write it", TimePollService::german, "state-culture"),
            wrong("time of one second", TimePollService::ofOneSecond, "state-precision", "no-item-lost"),
            wrong("the clock as state", TimePollService::movingWhileIdle, "idle-state-kept", "idle-state-settles"),
            wrong("slow", WrongPolls::slow, "answers-in-time"),
            wrong(
                    "no answer in time, once",
                    pace -> unanswered(() -> Clocks.pass(pace, Duration.ofHours(4))),
                    "answers-in-time"),
            wrong("a closed connection, once", pace -> unanswered(() -> {}), "every-request-answered"));

    private WrongPolls() {}

    private static class StandingState extends PollService {
        @Override
        Answer item(String body, int position) {
            return with("Location", it -> location(position)).apply(super.item(body, position));
        }
    }

    private static class Unencoded extends PollService {
        @Override
        String location(int position) {
            return POLL + "&triggerState=log " + position;
        }

        @Override
        Optional<Integer> position(String state) {
            return super.position(state.replace(' ', '~'));
        }
    }

    private static class FiringFirst extends PollService {
        @Override
        Answer first(Request request) {
            return reply(200, "{}", "Location", location(log.size()), "Retry-After", "0");
        }
    }

    private static class OtherBody extends PollService {
        private int count;

        @Override
        Answer item(String body, int position) {
            return super.item("{\"served\":" + ++count + ",\"item\":" + body + "}", position);
        }
    }

    private static class OtherState extends PollService {
        private int count;

        @Override
        Answer item(String body, int position) {
            return with("Location", it -> it + "-" + ++count).apply(super.item(body, position));
        }

        @Override
        Optional<Integer> position(String state) {
            return super.position(state.split("-", 2)[0]);
        }
    }

    private static class PoppedList extends PollService {
        @Override
        Answer after(int position) {
            if (log.isEmpty()) {
                return nothing(position);
            }
            String body = log.removeFirst();
            return reply(200, body, "Location", location(position + 1), "Retry-After", log.isEmpty() ? "15" : "0");
        }
    }

    private static class Acknowledged extends PollService {
        private int kept;

        @Override
        Answer after(int position) {
            kept = Math.max(kept, position);
            return position < kept ? nothing(kept) : super.after(position);
        }
    }

    private static class LosesLast extends PollService {
        @Override
        Answer after(int position) {
            return position == log.size() - 1 ? nothing(position) : super.after(position);
        }
    }

    private static class Twice extends PollService {
        @Override
        Answer after(int position) {
            return position < 2 * log.size()
                    ? reply(
                            200,
                            log.get(position / 2),
                            "Location",
                            location(position + 1),
                            "Retry-After",
                            position + 1 < 2 * log.size() ? "0" : "15")
                    : nothing(position);
        }
    }

    private static class Round extends PollService {
        @Override
        Answer after(int position) {
            return log.isEmpty()
                    ? nothing(position)
                    : reply(
                            200,
                            log.get(position % log.size()),
                            "Location",
                            location(position + 1),
                            "Retry-After",
                            "0");
        }
    }

    private static class Strict extends PollService {
        @Override
        Answer answer(Request request) {
            return on(400, as(500)).apply(super.answer(request));
        }
    }

    private static class Lenient extends PollService {
        @Override
        Optional<Integer> position(String state) {
            return super.position(state).or(() -> Optional.of(0));
        }
    }

    /** Does not answer when the same is asked again while nothing is there. */
    private static Wire unanswered(Runnable before) {
        return new PollService() {
            private String asked = "";
            private boolean done;

            @Override
            public Outcome send(Request request) {
                Answer answer = answer(request);
                boolean again = asked.equals(request.url()) && asked.contains("triggerState");
                asked = request.url();
                if (done || !again || answer.status() != 202) {
                    return new Outcome.Answered(answer);
                }
                done = true;
                before.run();
                return new Outcome.Unanswered("nothing came");
            }
        };
    }

    private static Wire slow(VirtualPace pace) {
        Wire service = new PollService();
        return request -> {
            Clocks.pass(pace, Duration.ofHours(4));
            return service.send(request);
        };
    }
}
