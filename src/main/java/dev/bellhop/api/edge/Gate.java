package dev.bellhop.api.edge;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.bellhop.access.Caller;
import dev.bellhop.access.Callers;
import dev.bellhop.access.Right;
import dev.bellhop.source.Source;
import dev.bellhop.source.Sources;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Objects;
import java.util.Set;

/** What every request passes first: the right it needs, and the source it names. */
public final class Gate {

    private static final String KEY_HEADER = "x-api-key";
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Callers callers;
    private final Sources sources;
    private final Throttle throttle;
    private final LocalHosts localHosts;

    public Gate(Callers callers, Sources sources, Throttle throttle, LocalHosts localHosts) {
        this.callers = callers;
        this.sources = sources;
        this.throttle = throttle;
        this.localHosts = localHosts;
    }

    public Caller caller(HttpServerRequest request) {
        return callers.identify(request.getHeader(KEY_HEADER));
    }

    /** The source, if it exists and the caller may do this with it; otherwise the problem. */
    @CanIgnoreReturnValue
    public Source source(HttpServerRequest request, Right right, String name) {
        Caller caller = caller(request);
        check(caller, caller.may(right, name), right);
        return known(name);
    }

    /** The source, if it exists. */
    @CanIgnoreReturnValue
    public Source known(String name) {
        return sources.find(name)
                .orElseThrow(() -> Problem.unknownSource(name, sources.names()).stop());
    }

    /** The source, if it is a folder and the caller may do this with it. */
    public Source.Directory directory(HttpServerRequest request, Right right, String name) {
        source(request, right, name);
        return directory(name);
    }

    /** The source, if it is a folder. */
    public Source.Directory directory(String name) {
        if (known(name) instanceof Source.Directory directory) {
            return directory;
        }
        throw Problem.wrongKindOfSource(name, "has no files.").stop();
    }

    /** Passes anybody in local mode, and any holder of a key in server mode. */
    public void known(HttpServerRequest request) {
        if (caller(request) instanceof Caller.Anonymous) {
            throw Problem.unauthorized().stop();
        }
    }

    /**
     * In local mode the network is the lock, but a browser on this machine is inside: a page from elsewhere must not
     * subscribe, publish or redrive. Browsers say where the page came from; programs say nothing.
     */
    public void refuseForeignPage(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null || !callers.isLocalMode() || READING.contains(request.method())) {
            return;
        }
        String authority = Objects.toString(request.authority(), "");
        if (!origin.substring(origin.indexOf("//") + 1).equals('/' + authority)) {
            throw Problem.foreignPage(origin).stop();
        }
    }

    /** Passes whoever means this machine; in server mode it is the key that counts. */
    public void refuseForeignHost(HttpServerRequest request) {
        HostAndPort named = request.authority();
        if (callers.isLocalMode() && named != null && !localHosts.contains(named.host())) {
            throw Problem.foreignHost(named.host()).stop();
        }
    }

    /** Passes who makes no more requests than it may. In local mode nobody is counted. */
    public void refuseTooMany(HttpServerRequest request) {
        if (callers.isLocalMode()) {
            return;
        }
        boolean token = request.getParam("token") != null;
        String address = request.remoteAddress().hostAddress();
        long seconds = throttle.secondsToWait(caller(request), token, address);
        if (seconds > 0) {
            throw Problem.tooManyRequests(seconds).stop();
        }
    }

    /** Passes if the caller may do this with everything. */
    public void operator(HttpServerRequest request, Right right) {
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
