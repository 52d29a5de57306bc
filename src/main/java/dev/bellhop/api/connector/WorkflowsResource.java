package dev.bellhop.api.connector;

import dev.bellhop.api.body.Parameters;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.api.operations.OperationProblems;
import dev.bellhop.connector.ActionModel;
import dev.bellhop.connector.ConnectorModel;
import dev.bellhop.connector.SourceModel;
import dev.bellhop.connector.workflow.Deployment;
import dev.bellhop.connector.workflow.SampleInput;
import dev.bellhop.connector.workflow.Workflow;
import dev.bellhop.connector.workflow.WorkflowKind;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Stream;

/** Workflows to paste or to deploy, with the URLs of this service in them. */
@Path("/connector/workflows")
@Blocking
public final class WorkflowsResource {

    private static final List<String> NAMES =
            Stream.of(WorkflowKind.values()).map(WorkflowKind::text).toList();

    private final ConnectorModels models;

    WorkflowsResource(ConnectorModels models) {
        this.models = models;
    }

    @GET
    @Path("/{file}")
    public Response workflow(@PathParam("file") String file, @Context HttpServerRequest request) {
        ConnectorModel model = models.of(request);
        int dot = file.indexOf('.');
        WorkflowKind kind = WorkflowKind.of(dot < 0 ? file : file.substring(0, dot))
                .orElseThrow(() -> ConnectorProblems.unknownWorkflow(NAMES).stop());
        Parameters parameters = new Parameters(request);
        Workflow workflow = kind.isTrigger()
                ? Workflow.of(kind, model.address(), model.credential(), source(model, parameters.text("source")))
                : calling(kind, model, parameters.text("action"));
        String name = "bellhop-" + kind.text();
        return switch (dot < 0 ? "" : file.substring(dot)) {
            case ".json" -> Document.json(workflow.codeView());
            case ".arm.json" -> Document.json(Deployment.arm(workflow, name));
            case ".bicep" -> Document.text(Deployment.bicep(workflow, name));
            default -> throw ConnectorProblems.unknownWorkflow(NAMES).stop();
        };
    }

    private static Workflow calling(WorkflowKind kind, ConnectorModel model, String wanted) {
        ActionModel.Form form = kind == WorkflowKind.ASYNC ? ActionModel.Form.ASYNCHRONOUS : ActionModel.Form.CALLBACK;
        List<ActionModel> actions = model.actions().stream()
                .filter(action -> action.forms().contains(form))
                .toList();
        ActionModel action = actions.stream()
                .filter(one -> wanted.isEmpty() || one.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> OperationProblems.unknownAction(
                                actions.stream().map(ActionModel::name).toList())
                        .stop());
        return Workflow.of(kind, model.address(), model.credential(), action, SampleInput.of(action, model.sources()));
    }

    /** The first folder, or else the first one at all, unless another one is named. */
    private static SourceModel source(ConnectorModel model, String wanted) {
        List<SourceModel> sources = model.sources();
        if (wanted.isEmpty()) {
            return sources.stream()
                    .filter(source -> source.kind() == SourceModel.Kind.FILES)
                    .findFirst()
                    .or(() -> sources.stream().findFirst())
                    .orElseThrow(() -> unknown(model, wanted));
        }
        return sources.stream()
                .filter(source -> source.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> unknown(model, wanted));
    }

    /** Only names that the caller may know. */
    private static Problem.Stop unknown(ConnectorModel model, String wanted) {
        return Problem.unknownSource(
                        wanted, model.sources().stream().map(SourceModel::name).toList())
                .stop();
    }
}
