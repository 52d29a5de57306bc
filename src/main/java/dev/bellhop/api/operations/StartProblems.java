package dev.bellhop.api.operations;

import dev.bellhop.operation.Action;
import dev.bellhop.operation.Actions;
import dev.bellhop.operation.Operations.Start;
import dev.bellhop.operation.json.FieldProblem;
import java.util.List;

/** Why a start started nothing. */
final class StartProblems {

    private StartProblems() {}

    /** What was started, by this request or the one that it repeats; otherwise the problem. */
    static Start.Started unlessStarted(Start start, Actions actions) {
        return switch (start) {
            case Start.Started started -> started;
            case Start.UnknownAction() ->
                throw OperationProblems.unknownAction(
                                actions.all().stream().map(Action::name).toList())
                        .stop();
            case Start.Unfit(List<FieldProblem> problems) ->
                throw OperationProblems.malformedInput(problems).stop();
            case Start.KeyUsed() -> throw OperationProblems.keyUsed().stop();
            case Start.IdTaken(var holder) ->
                throw OperationProblems.operationExists(holder.status().text()).stop();
        };
    }
}
