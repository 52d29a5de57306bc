package dev.bellhop.api.edge;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.bellhop.access.Right;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the resources: refusals that must be made before a body is read, the rights to Quarkus's own
 * pages, and problems for requests that never reach a resource.
 */
@Singleton
public final class FrontDoor {

    private static final int FIRST = Integer.MIN_VALUE + 10;
    /** Directly after Quarkus looked at the size of the body. */
    private static final int AFTER_BODY_LIMIT = -1;

    private static final Pattern UPLOAD = Pattern.compile("/+sources/+[^/]+/+files/.+");
    private static final String HIDDEN_LENGTH = "bellhop.content-length";
    private static final long NO_TIMER = -1;
    /** RFC 9113, section 8.1: the answer is complete, and the rest of the request is not needed. */
    private static final long NO_ERROR = 0;

    private final Gate gate;
    private final BearerTokens tokens;
    private final BodyLimit limit;
    private final Problems problems;

    FrontDoor(Gate gate, BearerTokens tokens, BodyLimit limit, Problems problems) {
        this.gate = gate;
        this.tokens = tokens;
        this.limit = limit;
        this.problems = problems;
    }

    void open(@Observes Router router) {
        router.route().order(FIRST).handler(this::identify).failureHandler(this::failed);
        router.route().order(AFTER_BODY_LIMIT).handler(this::leaveBodyToReader);
    }

    /**
     * Finds out who shows a bearer token, if that matters. Until then nothing of the body arrives: Quarkus holds it back
     * until somebody reads it.
     */
    private void identify(RoutingContext context) {
        HttpServerRequest request = context.request();
        String canonical = Methods.canonical(context.normalizedPath());
        if (!canonical.equals(context.normalizedPath())) {
            // Begins anew, with this handler as the first.
            context.reroute(canonical + (request.query() == null ? "" : '?' + request.query()));
            return;
        }
        gate.keepCode(request, canonical);
        Optional<String> token = isHealth(context.normalizedPath()) ? Optional.empty() : gate.unchecked(request);
        if (token.isEmpty()) {
            admit(context);
            return;
        }
        Context own = context.vertx().getOrCreateContext();
        tokens.check(token.get(), context)
                .emitOn(task -> own.runOnContext(nothing -> task.run()))
                .subscribe()
                .with(finding -> admit(context, finding), context::fail);
    }

    private void admit(RoutingContext context, BearerTokens.Finding finding) {
        try {
            gate.keep(context.request(), finding);
            admit(context);
        } catch (RuntimeException refused) {
            context.fail(refused);
        }
    }

    private void admit(RoutingContext context) {
        HttpServerRequest request = context.request();
        limitTime(context);
        if (isPage(context.normalizedPath())) {
            PageHeaders.add(context.response().headers());
        }
        gate.refuseForeignHost(request);
        if (!isHealth(context.normalizedPath())) {
            gate.refuseTooMany(request, context.normalizedPath());
        }
        guardPages(context.normalizedPath(), request);
        gate.refuseForeignPage(request);
        if (request.uri().contains("%00")) {
            // No name has a NUL in it, and databases do not even take the question.
            throw Problem.malformedUrl().stop();
        }
        if (request.method() != HttpMethod.GET) {
            guardBody(context);
        }
        if (request.method() == HttpMethod.OPTIONS && !isPage(context.normalizedPath())) {
            describe(context);
        } else {
            context.next();
        }
    }

    /** Answers OPTIONS: Quarkus would list the methods of neighbouring URLs too. */
    private static void describe(RoutingContext context) {
        String path = context.normalizedPath();
        String allowed =
                Methods.of(path).orElseThrow(() -> Problem.notFound(path).stop());
        context.response()
                .setStatusCode(204)
                .putHeader(HttpHeaders.ALLOW, allowed)
                .end();
    }

    /** In server mode every request needs its right; only health is open, because load balancers have no key. */
    private void guardPages(String path, HttpServerRequest request) {
        if (!isPage(path)) {
            return;
        }
        if (path.equals("/q/metrics") || path.startsWith("/q/metrics/")) {
            gate.operator(request, Right.OPERATE);
        } else if (!isHealth(path)) {
            gate.known(request);
        }
    }

    private static boolean isHealth(String path) {
        return path.equals("/q/health") || path.startsWith("/q/health/");
    }

    /** Whether the path belongs to Quarkus itself. */
    private static boolean isPage(String path) {
        return path.equals("/q") || path.startsWith("/q/");
    }

    private void guardBody(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (isUpload(context)) {
            guardUpload(context, length);
        } else if (length == null) {
            context.addHeadersEndHandler(head -> closeIfUnreadable(context));
        } else if (Long.parseLong(length) > limit.bytesMax()) {
            throw Problem.bodyTooLarge(limit.bytesMax()).stop();
        }
    }

    /** RFC 9112, section 6.3: without either there is none. HTTP/2 says so later (RFC 9113, section 8.1). */
    private static boolean mayHaveBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return isStream(request)
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || (length != null && !length.equals("0"));
    }

    /**
     * A body that comes a byte at a time would hold its connection, and what was read of it, without an end. What is left
     * of it after the answer, because nobody wanted to read it, has as long again.
     */
    private void limitTime(RoutingContext context) {
        if (!mayHaveBody(context.request())) {
            return;
        }
        boolean isRead = context.request().method() != HttpMethod.GET && !isUpload(context);
        long timer = isRead ? later(context, () -> refuseSlowBody(context)) : NO_TIMER;
        context.addEndHandler(answered -> {
            context.vertx().cancelTimer(timer);
            if (!context.request().isEnded()) {
                later(context, () -> giveUpRest(context.request()));
            }
        });
    }

    @CanIgnoreReturnValue
    private long later(RoutingContext context, Runnable what) {
        return context.vertx().setTimer(limit.patience().toMillis(), late -> what.run());
    }

    private void refuseSlowBody(RoutingContext context) {
        if (!context.request().isEnded() && !context.response().ended()) {
            answer(context, Problem.bodyTooSlow(limit.patience().toSeconds()));
        }
    }

    private static boolean isUpload(RoutingContext context) {
        HttpMethod method = context.request().method();
        return (method == HttpMethod.PUT || method == HttpMethod.PATCH)
                && UPLOAD.matcher(context.normalizedPath()).matches();
    }

    /**
     * Files have a limit of their own. Quarkus has one for all, and looks at the length that is announced, so it does
     * not get to see it.
     */
    private void guardUpload(RoutingContext context, @Nullable String length) {
        if (length != null && Long.parseLong(length) > limit.uploadMax()) {
            throw Problem.fileTooLarge(limit.uploadMax()).stop();
        }
        if (length == null || Long.parseLong(length) > limit.bytesMax()) {
            context.addHeadersEndHandler(head -> closeIfUnread(context));
        }
        if (length != null) {
            context.put(HIDDEN_LENGTH, length);
            context.request().headers().remove(HttpHeaders.CONTENT_LENGTH);
        }
    }

    /** Nobody waits for the rest of a large file that is not taken. */
    private static void closeIfUnread(RoutingContext context) {
        if (context.response().getStatusCode() >= 400 && !context.request().isEnded()) {
            closeAfterwards(context);
        }
    }

    /** A body of unknown length is counted by {@link BodyReader}, which can answer with a problem. */
    private void leaveBodyToReader(RoutingContext context) {
        String hidden = context.remove(HIDDEN_LENGTH);
        if (hidden != null) {
            context.request().headers().set(HttpHeaders.CONTENT_LENGTH, hidden);
        }
        context.remove(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY);
        context.next();
    }

    private void failed(RoutingContext context) {
        answer(context, problem(context));
    }

    private static void answer(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.headWritten()) {
            response.reset();
            return;
        }
        response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        problem.headers().forEach(response::putHeader);
        closeIfUnreadable(context);
        response.end(Problems.text(problem));
    }

    private Problem problem(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof Problem.Stop stop) {
            return stop.problem();
        }
        int status = context.statusCode();
        if (status == 404) {
            return Problem.notFound(path(context.request()));
        }
        return status >= 400 && status < 500
                ? Problem.refused(status, HttpResponseStatus.valueOf(status).reasonPhrase())
                : problems.incident(failure);
    }

    private static String path(HttpServerRequest request) {
        return Objects.toString(request.path(), "/");
    }

    /** The rest of the body would have to be read, and thrown away, before the connection could be used again. */
    private static void closeIfUnreadable(RoutingContext context) {
        int status = context.response().getStatusCode();
        if (status == 413 || status == 408) {
            closeAfterwards(context);
        }
    }

    private static void closeAfterwards(RoutingContext context) {
        if (!isStream(context.request())) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        context.addEndHandler(answered -> giveUp(context.request()));
    }

    /** Takes nothing more of a request. Other requests, of other callers too, may share an HTTP/2 connection with it. */
    private static void giveUp(HttpServerRequest request) {
        if (!isStream(request)) {
            request.connection().close();
        } else if (!request.isEnded()) {
            request.response().reset(NO_ERROR);
        }
    }

    private static void giveUpRest(HttpServerRequest request) {
        if (!request.isEnded()) {
            giveUp(request);
        }
    }

    private static boolean isStream(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2;
    }
}
