package dev.bellhop.simulator.check.exchange;

import dev.bellhop.simulator.Engine;
import dev.bellhop.simulator.Pace;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sends single requests as the engine would, without its retries, and keeps all that came back. */
public final class Caller {

    private final Engine engine;
    private final List<Exchange> all = new ArrayList<>();

    public Caller(Engine engine) {
        this.engine = engine;
    }

    public Exchange get(String url) throws InterruptedException {
        return send(Request.get(url), engine.keys());
    }

    public Exchange send(Request request, List<Header> headers) throws InterruptedException {
        return send(request, headers, engine.run());
    }

    public Exchange send(Request request, List<Header> headers, String run) throws InterruptedException {
        Instant begin = engine.now();
        Outcome outcome = engine.once(request.with(headers), run);
        Duration took = pace().real(Duration.between(begin, engine.now()));
        Exchange exchange = new Exchange(request, outcome, took);
        all.add(exchange);
        return exchange;
    }

    public String run() {
        return engine.run();
    }

    /** A callback URL of the workflow that calls. */
    public String callbackUrl(String base) {
        return engine.workflow().callbackUrl(base, engine.environment().random());
    }

    public List<Header> keys() {
        return engine.keys();
    }

    public Pace pace() {
        return engine.environment().pace();
    }

    /** Everything that was exchanged so far. */
    public List<Exchange> all() {
        return List.copyOf(all);
    }
}
