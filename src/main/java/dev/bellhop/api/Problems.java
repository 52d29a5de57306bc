package dev.bellhop.api;

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
        return answer(stop.problem());
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
        return answer(Problem.notFound(Objects.toString(request.path(), "/")));
    }

    @ServerExceptionMapper
    Response notAllowed(NotAllowedException failure, HttpServerRequest request) {
        Response.ResponseBuilder answer =
                builder(Problem.methodNotAllowed(request.method().name()));
        String allowed = failure.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return (allowed == null ? answer : answer.header(HttpHeaders.ALLOW, allowed)).build();
    }

    @ServerExceptionMapper
    Response refused(WebApplicationException failure) {
        Response.StatusType status = failure.getResponse().getStatusInfo();
        return answer(Problem.refused(status.getStatusCode(), status.getReasonPhrase()));
    }

    @ServerExceptionMapper
    Response bug(Throwable bug) {
        String incident = ids.brief(8);
        LOG.errorf(bug, "incident %s", incident);
        return answer(Problem.internal(incident));
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
