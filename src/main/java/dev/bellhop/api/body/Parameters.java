package dev.bellhop.api.body;

import dev.bellhop.api.edge.Problem;
import dev.bellhop.event.TriggerState;
import dev.bellhop.event.filter.EventFilter;
import dev.bellhop.trigger.PollRequest.Start;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads query parameters; a value that is not usable is a problem that says what would be. */
public final class Parameters {

    private final HttpServerRequest request;

    public Parameters(HttpServerRequest request) {
        this.request = request;
    }

    /** A whole number within bounds; a missing or empty parameter is the default. */
    public int number(String name, int missing, int min, int max) {
        String text = request.getParam(name);
        if (text == null || text.isEmpty()) {
            return missing;
        }
        OptionalInt number = whole(text);
        if (number.isEmpty() || number.getAsInt() < min || number.getAsInt() > max) {
            throw Problem.malformedParameter(name, text, "it must be a whole number from " + min + " to " + max)
                    .stop();
        }
        return number.getAsInt();
    }

    /** A position; a missing or empty parameter is 0. */
    public long position(String name) {
        String text = request.getParam(name);
        if (text == null || text.isEmpty()) {
            return 0;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw Problem.malformedParameter(name, text, "it must be a position: a whole number from 0 on")
                    .stop();
        }
        return Long.parseLong(text);
    }

    /** A time; {@code null} if the parameter is missing or empty. */
    public @Nullable Instant time(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            return null;
        }
        return time(name, text, "it must be an ISO 8601 time");
    }

    /** A text; a missing parameter is empty. */
    public String text(String name) {
        return Objects.requireNonNullElse(request.getParam(name), "");
    }

    /** Every parameter of the caller again, unknown ones too, and this one with a new value, which needs no encoding. */
    public String withNew(String name, String value) {
        StringBuilder query = new StringBuilder("?");
        if (request.query() != null) {
            for (String pair : request.query().split("&")) {
                if (!pair.isEmpty() && !Urls.name(pair).equals(name)) {
                    query.append(pair).append('&');
                }
            }
        }
        return query.append(name).append('=').append(value).toString();
    }

    /** The caller's trigger state; {@code null} if it has none. */
    @Nullable
    public TriggerState triggerState() {
        String text = request.getParam("triggerState");
        if (text == null || text.isEmpty()) {
            return null;
        }
        return TriggerState.parse(plusRestored(text))
                .orElseThrow(() -> Problem.malformedTriggerState(text).stop());
    }

    /** What a missing state means. */
    public Start startFrom() {
        String text = request.getParam("startFrom");
        if (text != null && text.equals("resume")) {
            return new Start.Resume(reader().orElseThrow(() -> Problem.malformedParameter(
                            "startFrom",
                            text,
                            "the header " + WorkflowHeaders.ID + " must tell which workflow is to resume")
                    .stop()));
        }
        return startFrom(text);
    }

    /** The values that need to know nothing of the caller. */
    public static Start startFrom(@Nullable String text) {
        if (text == null || text.isEmpty() || text.equals("now")) {
            return new Start.Now();
        }
        if (text.equals("beginning")) {
            return new Start.Beginning();
        }
        return new Start.After(time("startFrom", text, "it must be now, beginning, resume or an ISO 8601 time"));
    }

    private static Instant time(String name, String text, String wanted) {
        return TriggerState.parse(plusRestored(text))
                .filter(TriggerState.Since.class::isInstance)
                .map(TriggerState::time)
                .orElseThrow(
                        () -> Problem.malformedParameter(name, text, wanted).stop());
    }

    /** Which events are wanted; {@code null} for all. */
    @Nullable
    public EventFilter filter() {
        String text = text("filter");
        if (text.isBlank()) {
            return null;
        }
        return switch (EventFilter.parse(text)) {
            case EventFilter.Parsed(EventFilter filter) -> filter;
            case EventFilter.Invalid(String problem, int column) ->
                throw Problem.malformedFilter(problem, column).stop();
        };
    }

    private Optional<String> reader() {
        return WorkflowHeaders.of(request).map(workflow -> workflow.id() + '\n' + workflow.operation());
    }

    /** The plus of a zone ({@code +02:00}) that was not percent-encoded arrives as a space, which no state has. */
    private static String plusRestored(String text) {
        return text.replace(' ', '+');
    }

    private static OptionalInt whole(String text) {
        return text.matches("-?[0-9]{1,9}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }
}
