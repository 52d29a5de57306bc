package dev.bellhop.api.edge;

import dev.bellhop.event.Ids;
import dev.bellhop.log.StorageUnavailable;
import dev.bellhop.subscription.Subscriptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** The one place that turns failures into answers; none shows a stack trace or the name of a class. */
public final class Problems {

    private static final Logger LOG = Logger.getLogger("dev.bellhop.api");
    private static final int TRY_AGAIN_SECONDS = 1;

    private final Ids ids;

    Problems(Ids ids) {
        this.ids = ids;
    }

    @ServerExceptionMapper
    Response stop(Problem.Stop stop) {
        Problem problem = stop.problem();
        Response.ResponseBuilder answer = builder(problem);
        // RFC 9110, section 15.5.17: the caller is told how much there is.
        return problem.status() == 416
                ? answer.header("Content-Range", "bytes */" + problem.more().get("size"))
                        .build()
                : answer.build();
    }

    @ServerExceptionMapper
    Response unavailable(StorageUnavailable failure) {
        LOG.warnf("answered 503: %s", failure.getMessage());
        return builder(Problem.storageUnavailable())
                .header(HttpHeaders.RETRY_AFTER, TRY_AGAIN_SECONDS)
                .build();
    }

    @ServerExceptionMapper
    Response tooMany(Subscriptions.TooMany failure) {
        return answer(Problem.tooManySubscriptions(Objects.toString(failure.getMessage(), "")));
    }

    @ServerExceptionMapper
    Response notFound(NotFoundException failure, HttpServerRequest request) {
        return missing(request);
    }

    @ServerExceptionMapper
    Response notAllowed(NotAllowedException failure, HttpServerRequest request) {
        return missing(request);
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
    private static Response missing(HttpServerRequest request) {
        String path = Objects.toString(request.path(), "/");
        return Methods.of(path)
                .map(allowed -> builder(
                                Problem.methodNotAllowed(request.method().name()))
                        .header(HttpHeaders.ALLOW, allowed)
                        .build())
                .orElseGet(() -> answer(Problem.notFound(path)));
    }

    static Response answer(Problem problem) {
        return builder(problem).build();
    }

    private static Response.ResponseBuilder builder(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(text(problem));
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
