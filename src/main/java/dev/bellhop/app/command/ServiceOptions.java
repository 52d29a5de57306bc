package dev.bellhop.app.command;

import dev.bellhop.simulator.Items;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import dev.bellhop.simulator.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which running Bellhop a command speaks to. */
public final class ServiceOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:BELLHOP_URL:-http://127.0.0.1:8080}",
            description = "Where Bellhop is: the environment's BELLHOP_URL, or ${DEFAULT-VALUE}.")
    String url;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            defaultValue = "${env:BELLHOP_KEY}",
            description = "An API key, in server mode; the environment's BELLHOP_KEY if it is set.")
    @Nullable
    String key;

    /** The address without a trailing slash. */
    public String base() {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** Sends it, with the key if there is one. */
    public Outcome send(Wire wire, Request request) throws InterruptedException {
        return wire.send(key == null || key.isEmpty() ? request : request.with(List.of(new Header("x-api-key", key))));
    }

    /** What a service says is wrong: the detail of its problem, or whatever it answered. */
    public static String problem(Answer answer) {
        return Items.json(answer.body())
                .map(json -> json.path("detail").asText(""))
                .filter(detail -> !detail.isEmpty())
                .orElse("status " + answer.status());
    }
}
