package dev.bellhop.api.durable;

import dev.bellhop.api.operations.OperationProblems;
import dev.bellhop.operation.Action;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.Operations;
import dev.bellhop.operation.Operations.Start;
import dev.bellhop.operation.json.FieldProblem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a start and a restart are answered: where to ask, or what came of it if the caller waits. */
final class StartAnswers {

    private static final int AGAIN_SECONDS = 10;

    private final Operations operations;

    StartAnswers(Operations operations) {
        this.operations = operations;
    }

    /**
     * The answer.
     *
     * @param patience empty: the caller does not wait
     */
    Uni<Response> of(Operation started, Links links, Optional<Duration> patience) {
        return patience.isEmpty()
                ? Uni.createFrom().item(accepted(links))
                : operations.await(started.id(), patience.get()).map(found -> awaited(found.orElse(started), links));
    }

    /** The bare output; of what did not succeed the status. */
    private static Response awaited(Operation operation, Links links) {
        if (!operation.status().isOver()) {
            return accepted(links);
        }
        if (operation.status() == OperationStatus.SUCCEEDED) {
            return json(200, Objects.requireNonNullElse(operation.output(), "null"))
                    .build();
        }
        boolean asError = operation.status() == OperationStatus.FAILED && links.failsAsError();
        return json(asError ? 500 : 200, StatusBody.of(operation, true).encode())
                .build();
    }

    private static Response accepted(Links links) {
        return json(202, links.body().encode())
                .header(HttpHeaders.LOCATION, links.status())
                .header(HttpHeaders.RETRY_AFTER, AGAIN_SECONDS)
                .build();
    }

    static Response.ResponseBuilder json(int status, String json) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(json);
    }

    /**
     * What was started, by this request or the one that it repeats; otherwise the fault.
     *
     * @param taken what to say if another instance has the id
     */
    Operation unlessStarted(Start start, String function, Function<Operation, String> taken) {
        return switch (start) {
            case Start.Started(Operation operation, boolean isNew) -> operation;
            case Start.UnknownAction() ->
                throw Fault.badRequest(
                                Fault.ARGUMENTS,
                                "The function '" + function + "' doesn't exist, is disabled, or is not an orchestrator"
                                        + " function. Additional info: The following are the known orchestrator functions: "
                                        + operations.actions().all().stream()
                                                .map(Action::name)
                                                .collect(Collectors.joining("', '", "'", "'"))
                                        + ".")
                        .stop();
            case Start.Unfit(List<FieldProblem> problems) ->
                throw Fault.badRequest(
                                Fault.ARGUMENTS,
                                OperationProblems.malformedInput(problems).detail())
                        .stop();
            case Start.KeyUsed() ->
                throw Fault.conflict(OperationProblems.keyUsed().detail()).stop();
            case Start.IdTaken(Operation holder) ->
                throw Fault.conflict(taken.apply(holder)).stop();
        };
    }
}
