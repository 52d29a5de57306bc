package dev.bellhop.simulator;

import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import dev.bellhop.simulator.wire.Url;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** One workflow on its engine: sends requests as engines do, with their headers, retries and troubles. */
public final class Engine {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Workflow workflow;
    private final List<Header> keys;
    private final Troubles troubles;
    private final Environment environment;
    private long requests;

    /** @param keys headers of the user's, such as an API key */
    public Engine(Workflow workflow, List<Header> keys, Troubles troubles, Environment environment) {
        this.workflow = workflow;
        this.keys = List.copyOf(keys);
        this.troubles = troubles;
        this.environment = environment;
    }

    /** Sends a poll; every failure is tried again. */
    public Outcome poll(Request request) throws InterruptedException {
        return retried(request, RetryPolicy::retriesPoll);
    }

    /**
     * The request with the user's headers, unless it goes to another service than they were given for. Engines would
     * send them there too, which is why nobody should be led there.
     *
     * @param home the URL that the user gave with them
     */
    public Request withKeys(Request request, String home) {
        String there = Url.parse(request.url()).map(Url::origin).orElse("nowhere");
        if (keys.isEmpty() || Url.parse(home).map(Url::origin).orElse("").equals(there)) {
            return request.with(keys);
        }
        show(Tone.WARNING, "     " + there + " is another service: it is called without the key");
        return request;
    }

    /** Sends anything else; what may pass is tried again. */
    public Outcome call(Request request) throws InterruptedException {
        return retried(request, RetryPolicy::retries);
    }

    /** Sends a request once, with the headers of engines and with no trouble. */
    public Outcome once(Request request) throws InterruptedException {
        return once(request, run());
    }

    /** The same as part of a run: requests of one run have the tracking headers in common. */
    public Outcome once(Request request, String run) throws InterruptedException {
        return send(request, run);
    }

    /** The identity of a new run. */
    public String run() {
        return Workflow.hex(environment.random());
    }

    private Outcome retried(Request request, Predicate<Outcome> again) throws InterruptedException {
        RetryPolicy policy = workflow.dialect().retryPolicy();
        String run = run();
        for (int retry = 1; ; retry++) {
            Outcome outcome = troubled(request, run);
            if (!again.test(outcome) || retry > policy.retries()) {
                return outcome;
            }
            var wait = policy.wait(retry, environment.random(), outcome, wall());
            show(
                    Tone.WARNING,
                    outcome.inShort() + "; again in " + Spans.text(wait) + " (retry " + retry + " of "
                            + policy.retries() + ")");
            environment.pace().pause(wait);
        }
    }

    private Outcome troubled(Request request, String run) throws InterruptedException {
        Outcome outcome = send(request, run);
        if (troubles.strikes(Trouble.DUPLICATE_REQUEST)) {
            Outcome second = send(request, run);
            show(Tone.FAINT, "trouble: the request arrived twice; the second was answered " + second.inShort());
        }
        if (troubles.strikes(Trouble.LOST_RESPONSE)) {
            return new Outcome.Unanswered("trouble: the answer " + outcome.inShort() + " was lost");
        }
        return outcome;
    }

    private Outcome send(Request request, String run) throws InterruptedException {
        requests++;
        return environment.wire().send(request.with(workflow.headers(run, environment.random())));
    }

    /** Shows a line with the engine's time before it. */
    public void show(Tone tone, String text) {
        environment.screen().line(tone, TIME.format(now()) + "  " + text);
    }

    public Instant now() {
        return environment.pace().instant();
    }

    /** The engine's time of day, see {@link Pace#wall}. */
    public Instant wall() {
        return environment.pace().wall();
    }

    /** How many requests were sent so far, the repeated ones among them. */
    public long requests() {
        return requests;
    }

    public Workflow workflow() {
        return workflow;
    }

    public List<Header> keys() {
        return keys;
    }

    public Troubles troubles() {
        return troubles;
    }

    public Environment environment() {
        return environment;
    }
}
