package dev.bellhop.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.bellhop.api.body.JsonText;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.event.TriggerState;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a replay is to begin. */
sealed interface ReplayStart {

    /** With the oldest event that is kept. */
    record Beginning() implements ReplayStart {}

    /** With the next event that comes: what waits in the log is passed over. */
    record Now() implements ReplayStart {}

    /** With the first event recorded after the time. */
    record At(Instant time) implements ReplayStart {}

    /** With the event at this position. */
    record From(long next) implements ReplayStart {}

    /** Reads the body of a caller. */
    static ReplayStart read(byte[] body) {
        return JsonText.parse(JsonText.decode(body), ReplayStart::object);
    }

    private static ReplayStart object(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw missing();
        }
        @Nullable ReplayStart start = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            if (!json.currentName().equals("startFrom")) {
                throw Problem.malformedBody("A property is not known; there is startFrom alone.")
                        .stop();
            }
            if (start != null) {
                throw Problem.malformedBody("The property 'startFrom' is there twice.")
                        .stop();
            }
            start = switch (json.nextToken()) {
                case VALUE_STRING, VALUE_NUMBER_INT -> of(json.getText());
                default -> throw unusable();
            };
        }
        if (start == null) {
            throw missing();
        }
        return start;
    }

    private static ReplayStart of(String text) {
        if (text.equals("beginning")) {
            return new Beginning();
        }
        if (text.equals("now")) {
            return new Now();
        }
        if (text.matches("0{0,18}[1-9][0-9]{0,17}")) {
            return new From(Long.parseLong(text));
        }
        return TriggerState.parse(text)
                .filter(TriggerState.Since.class::isInstance)
                .map(since -> new At(since.time()))
                .orElseThrow(ReplayStart::unusable);
    }

    private static Problem.Stop missing() {
        return Problem.malformedBody("The property startFrom is missing: send {\"startFrom\":\"beginning\"}, a time or"
                        + " the position of the event to begin with.")
                .stop();
    }

    private static Problem.Stop unusable() {
        return Problem.malformedBody("The property 'startFrom' must be \"beginning\", \"now\", an ISO 8601 time, or the"
                        + " position of an event, which is a whole number from 1 on.")
                .stop();
    }
}
