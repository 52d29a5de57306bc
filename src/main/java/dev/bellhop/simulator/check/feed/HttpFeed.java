package dev.bellhop.simulator.check.feed;

import dev.bellhop.simulator.Environment;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import java.util.List;

/** Posts small JSON objects to a URL that publishes what it gets. */
public final class HttpFeed implements Feed {

    private final String url;
    private final List<Header> keys;
    private final Environment environment;

    /** @param keys headers that the URL wants, such as an API key */
    public HttpFeed(String url, List<Header> keys, Environment environment) {
        this.url = url;
        this.keys = List.copyOf(keys);
        this.environment = environment;
    }

    @Override
    public Made make(int count) throws InterruptedException {
        List<String> markers = Markers.fresh(count, environment.random());
        for (String marker : markers) {
            Request request =
                    Request.post(url, "{\"marker\":\"" + marker + "\"}").with(keys);
            Outcome outcome = environment.wire().send(request);
            if (!outcome.answered().map(Answer::isSuccess).orElse(false)) {
                return new Made.Failed("the feed's URL answered " + outcome.inShort());
            }
        }
        return new Made.Items(markers);
    }
}
