package dev.bellhop.api;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.bellhop.access.Caller;
import dev.bellhop.access.Callers;
import dev.bellhop.access.Right;
import dev.bellhop.source.Source;
import dev.bellhop.source.Sources;
import io.vertx.core.http.HttpServerRequest;

/** What every request passes first: the right it needs, and the source it names. */
public final class Gate {

    private static final String KEY_HEADER = "x-api-key";

    private final Callers callers;
    private final Sources sources;

    public Gate(Callers callers, Sources sources) {
        this.callers = callers;
        this.sources = sources;
    }

    Caller caller(HttpServerRequest request) {
        return callers.identify(request.getHeader(KEY_HEADER));
    }

    /** The source, if it exists and the caller may do this with it; otherwise the problem. */
    @CanIgnoreReturnValue
    Source source(HttpServerRequest request, Right right, String name) {
        Caller caller = caller(request);
        check(caller, caller.may(right, name), right);
        return sources.find(name)
                .orElseThrow(() -> Problem.unknownSource(name, sources.names()).stop());
    }

    /** Passes if the caller may do this with everything. */
    void operator(HttpServerRequest request, Right right) {
        Caller caller = caller(request);
        check(caller, caller.may(right), right);
    }

    private static void check(Caller caller, boolean may, Right right) {
        if (may) {
            return;
        }
        Problem problem = caller instanceof Caller.Anonymous ? Problem.unauthorized() : Problem.forbidden(right.text());
        throw problem.stop();
    }
}
