package dev.bellhop.operation.action.events;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.EventData;
import dev.bellhop.log.AppendResult;
import dev.bellhop.log.EventLog;
import dev.bellhop.operation.Action;
import dev.bellhop.operation.OperationContext;
import dev.bellhop.operation.OperationFailed;
import dev.bellhop.operation.json.Described;
import dev.bellhop.operation.json.Shapes;
import dev.bellhop.source.Source;
import dev.bellhop.source.Sources;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code events-publish}: appends one event to a source; done twice it is still one event. */
public final class EventsPublish implements Action<EventsPublish.Input, EventsPublish.Output> {

    static final int ATTRIBUTE_LENGTH_MAX = 250;
    static final String TYPE = "dev.bellhop.event.published";

    private final EventLog log;
    private final Sources sources;

    public EventsPublish(EventLog log, Sources sources) {
        this.log = log;
        this.sources = sources;
    }

    public record Input(
            @Described("Name of a source of pushed events") String source,

            @Described("CloudEvents type; dev.bellhop.event.published if left out") @Nullable
            String type,

            @Described("CloudEvents subject") @Nullable String subject,

            @Described("CloudEvents id; publishing it again is a duplicate, not a new event") @Nullable
            String id,

            @Described("Any JSON") @Nullable Object data) {
        public Input {
            Stream.of(type, subject, id).filter(Objects::nonNull).forEach(text -> {
                if (text.isEmpty() || text.length() > ATTRIBUTE_LENGTH_MAX || text.indexOf('\0') >= 0) {
                    throw new IllegalArgumentException(
                            "has a type, subject or id that is empty, holds a NUL, or is longer" + " than "
                                    + ATTRIBUTE_LENGTH_MAX + " characters");
                }
            });
        }
    }

    public record Output(
            @Described("Its id") String id,
            @Described("Whether the source had it already") boolean duplicate) {}

    @Override
    public String name() {
        return "events-publish";
    }

    @Override
    public String title() {
        return "Publish an event";
    }

    @Override
    public String description() {
        return "Appends one event to a source of pushed events, for everybody who polls or subscribes to it.";
    }

    @Override
    public Set<String> sources(Input input) {
        return Set.of(input.source());
    }

    @Override
    public Class<Input> inputType() {
        return Input.class;
    }

    @Override
    public Class<Output> outputType() {
        return Output.class;
    }

    @Override
    public Uni<Output> run(OperationContext operation, Input input) {
        return operation.step("publish", Output.class, () -> publish(operation, input));
    }

    private Uni<Output> publish(OperationContext operation, Input input) {
        if (!(sources.find(input.source()).orElse(null) instanceof Source.Pushed)) {
            throw new OperationFailed(
                    "unknown-source", "There is no source of pushed events named '" + input.source() + "'");
        }
        String id = Objects.requireNonNullElse(input.id(), operation.id());
        String data = Shapes.write(input.data());
        CloudEvent event = new CloudEvent(
                id,
                "/sources/" + input.source(),
                Objects.requireNonNullElse(input.type(), TYPE),
                input.subject(),
                null,
                data == null ? null : "application/json",
                Map.of(),
                data == null ? null : EventData.json(data),
                null);
        // After a crash it is published again under the same id: only the first time is it new.
        return log.append(input.source(), List.of(event))
                .map(results -> new Output(id, results.getFirst() instanceof AppendResult.AlreadyKnown));
    }
}
