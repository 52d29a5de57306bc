package dev.bellhop.api.edge;

import dev.bellhop.event.Ids;
import dev.bellhop.log.StorageUnavailable;
import dev.bellhop.source.FolderUnavailable;
import dev.bellhop.source.content.OpenedFile;
import dev.bellhop.subscription.Subscriptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** The one place that turns failures into answers; none shows a stack trace or the name of a class. */
public final class Problems {

    private static final Logger LOG = Logger.getLogger("dev.bellhop.api");
    private static final int TRY_AGAIN_SECONDS = 1;
    private static final int FOLDER_AGAIN_SECONDS = 15;

    private final Ids ids;

    Problems(Ids ids) {
        this.ids = ids;
    }

    @ServerExceptionMapper
    Response stop(Problem.Stop stop) {
        return answer(stop.problem());
    }

    @ServerExceptionMapper
    Response unavailable(StorageUnavailable failure) {
        LOG.warnf("answered 503: %s", failure.getMessage());
        return builder(Problem.storageUnavailable())
                .header(HttpHeaders.RETRY_AFTER, TRY_AGAIN_SECONDS)
                .build();
    }

    /** Nothing of the file was sent yet, so there can be this answer. */
    @ServerExceptionMapper
    Response torn(OpenedFile.Torn torn, RoutingContext context) {
        return answer(Problem.fileChanged(context.normalizedPath()));
    }

    @ServerExceptionMapper
    Response unavailable(FolderUnavailable failure) {
        return builder(Problem.folderUnavailable())
                .header(HttpHeaders.RETRY_AFTER, FOLDER_AGAIN_SECONDS)
                .build();
    }

    @ServerExceptionMapper
    Response tooMany(Subscriptions.TooMany failure) {
        return answer(Problem.tooManySubscriptions(Objects.toString(failure.getMessage(), "")));
    }

    @ServerExceptionMapper
    Response notFound(NotFoundException failure, RoutingContext context) {
        return missing(context);
    }

    @ServerExceptionMapper
    Response notAllowed(NotAllowedException failure, RoutingContext context) {
        return missing(context);
    }

    @ServerExceptionMapper
    Response refused(WebApplicationException failure) {
        Response.StatusType status = failure.getResponse().getStatusInfo();
        return answer(Problem.refused(status.getStatusCode(), status.getReasonPhrase()));
    }

    @ServerExceptionMapper
    Response bug(Throwable bug) {
        return answer(incident(bug));
    }

    /** A defect is logged, and the caller gets no more of it than a name to look for. */
    Problem incident(@Nullable Throwable bug) {
        String incident = ids.brief(8);
        LOG.errorf(bug, "incident %s", incident);
        return Problem.internal(incident);
    }

    /** Routing says "not found" of some URLs that exist, if they do not take the method. */
    private static Response missing(RoutingContext context) {
        String path = context.normalizedPath();
        if (Methods.route(path).filter(Methods.Route::isDurable).isPresent()) {
            // So it is in the original: never 405.
            return Response.status(404).build();
        }
        String method = context.request().method().name();
        return Methods.of(path)
                .filter(allowed -> !List.of(allowed.split(", ", -1)).contains(method))
                .map(allowed -> builder(Problem.methodNotAllowed(method))
                        .header(HttpHeaders.ALLOW, allowed)
                        .build())
                .orElseGet(() -> answer(Problem.notFound(path)));
    }

    /** The answer that says it. */
    public static Response answer(Problem problem) {
        return builder(problem).build();
    }

    private static Response.ResponseBuilder builder(Problem problem) {
        Response.ResponseBuilder builder = Response.status(problem.status()).type(Problem.MEDIA_TYPE);
        problem.headers().forEach(builder::header);
        return builder.entity(text(problem));
    }

    static String text(Problem problem) {
        JsonObject json = new JsonObject()
                .put("type", problem.type())
                .put("title", problem.title())
                .put("status", problem.status())
                .put("detail", problem.detail());
        problem.more().forEach((member, value) -> json.put(member, value));
        return json.encode();
    }
}
