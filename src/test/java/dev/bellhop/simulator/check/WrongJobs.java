package dev.bellhop.simulator.check;

import static dev.bellhop.simulator.check.Replies.on;
import static dev.bellhop.simulator.check.Replies.reply;
import static dev.bellhop.simulator.check.Replies.with;
import static dev.bellhop.simulator.check.Replies.without;
import static dev.bellhop.simulator.check.WrongService.job;
import static dev.bellhop.simulator.check.WrongService.wrong;

import dev.bellhop.simulator.VirtualPace;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.Request;
import java.util.List;

/** Asynchronous actions with one mistake each: those of the well-known samples, and others seen in the field. */
final class WrongJobs {

    static final List<WrongService> ALL = List.of(
            job("202 without Location", without("Location"), "location-present"),
            job("Location without the port", with("Location", it -> it.replace(":8443", "")), "location-port"),
            job("http behind TLS", with("Location", it -> it.replace("https:", "http:")), "location-scheme"),
            job("the inner host", with("Location", it -> it.replace("service.example", "pod-7")), "location-host"),
            job(
                    "a relative Location",
                    with("Location", it -> it.substring(JobService.ORIGIN.length())),
                    "location-absolute"),
            job("no Retry-After", without("Retry-After"), "retry-after-present"),
            job(
                    "a date as Retry-After",
                    with("Retry-After", it -> "Fri, 20 Nov 2026 10:15:45 GMT"),
                    "retry-after-seconds"),
            job("fractions in Retry-After", with("Retry-After", it -> "2.5"), "retry-after-seconds"),
            job("a refused start", answer -> reply(400, ""), "start-accepted"),
            job("415 for JSON", answer -> reply(415, ""), "no-accept-needed"),
            job(
                    "a redirect at completion",
                    on(200, answer -> reply(302, "", "Location", JobService.ORIGIN + "/results/1")),
                    "no-redirect"),
            job(
                    "a result that is no JSON",
                    on(200, answer -> new Answer(200, answer.headers(), "done".getBytes())),
                    "json-parses"),
            job("failure as success", on(200, answer -> reply(200, "{\"runtimeStatus\":\"Failed\"}")), "failure-told"),
            wrong("404 right after the start", Late::new, "status-at-once"),
            wrong("404 in the middle", Forgetful::new, "status-lasts"),
            wrong("the result is gone after one read", ReadOnce::new, "result-kept"),
            wrong("another result each time", Unsteady::new, "result-kept"),
            wrong("the status needs the key", Locked::new, "status-without-key", "status-with-wrong-key"),
            wrong("a wrong key spoils the status", Spoilt::new, "status-with-wrong-key"),
            wrong("each start is another job", Anew::new, "start-idempotent"),
            wrong("no Location while running", Silent::new, "running-location"));

    private WrongJobs() {}

    private static class Late extends JobService {
        Late(VirtualPace pace) {
            super(pace);
        }

        @Override
        Answer status(Request request, String id) {
            return age(id).isZero() ? reply(404, "") : super.status(request, id);
        }
    }

    private static class Forgetful extends JobService {
        Forgetful(VirtualPace pace) {
            super(pace);
        }

        @Override
        Answer done(String id) {
            return reply(404, "");
        }
    }

    private static class ReadOnce extends JobService {
        private boolean read;

        ReadOnce(VirtualPace pace) {
            super(pace);
        }

        @Override
        Answer done(String id) {
            Answer answer = read ? reply(400, "") : super.done(id);
            read = true;
            return answer;
        }
    }

    private static class Unsteady extends JobService {
        private int reads;

        Unsteady(VirtualPace pace) {
            super(pace);
        }

        @Override
        Answer done(String id) {
            return reply(200, "{\"read\":" + ++reads + "}");
        }
    }

    private static class Locked extends JobService {
        Locked(VirtualPace pace) {
            super(pace);
        }

        @Override
        Answer status(Request request, String id) {
            return isKeyWrong(request) ? reply(401, "") : super.status(request, id);
        }
    }

    private static class Spoilt extends JobService {
        Spoilt(VirtualPace pace) {
            super(pace);
        }

        @Override
        Answer status(Request request, String id) {
            boolean hasKey = Replies.header(request, "x-api-key").isPresent();
            return hasKey && isKeyWrong(request) ? reply(403, "") : super.status(request, id);
        }
    }

    private static class Anew extends JobService {
        private int count;

        Anew(VirtualPace pace) {
            super(pace);
        }

        @Override
        Answer start(Request request) {
            return super.start(new Request(
                    "POST", START, List.of(new Header("Idempotency-Key", Integer.toString(++count))), null));
        }
    }

    private static class Silent extends JobService {
        Silent(VirtualPace pace) {
            super(pace);
        }

        @Override
        Answer status(Request request, String id) {
            return on(202, without("Location")).apply(super.status(request, id));
        }
    }
}
