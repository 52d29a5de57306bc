package dev.bellhop.api.edge;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.bellhop.access.Caller;
import dev.bellhop.access.Callers;
import dev.bellhop.access.Right;
import dev.bellhop.access.Vault;
import dev.bellhop.api.edge.BearerTokens.Finding;
import dev.bellhop.api.edge.BearerTokens.Invalid;
import dev.bellhop.api.edge.BearerTokens.Unknown;
import dev.bellhop.api.edge.BearerTokens.Valid;
import dev.bellhop.api.edge.Methods.Route;
import dev.bellhop.operation.Operation;
import dev.bellhop.source.Source;
import dev.bellhop.source.Sources;
import io.vertx.core.Context;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.net.HostAndPort;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What every request passes first: the right it needs, and the source it names. */
public final class Gate {

    private static final String KEY_HEADER = "x-api-key";
    private static final String FINDING = "bellhop.bearer-token";
    private static final String CODE = "bellhop.code";
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Callers callers;
    private final Sources sources;
    private final Throttle throttle;
    private final LocalHosts localHosts;
    private final Vault vault;

    public Gate(Callers callers, Sources sources, Throttle throttle, LocalHosts localHosts, Vault vault) {
        this.callers = callers;
        this.sources = sources;
        this.throttle = throttle;
        this.localHosts = localHosts;
        this.vault = vault;
    }

    /**
     * What a caller of the Durable Functions management API shows in the query: a key, or the token of an operation.
     *
     * @param isToken whether it is a token of the operation that the URL names
     */
    private record Code(String text, boolean isToken) {}

    /** Keeps the code with the request, if the URL with this normalized path takes one; other URLs never do. */
    void keepCode(HttpServerRequest request, String path) {
        String code = request.getParam("code");
        if (code == null) {
            return;
        }
        Methods.route(path).filter(Route::isDurable).ifPresent(route -> {
            String id = decoded(Objects.toString(route.parts().get("id"), ""));
            context(request).putLocal(CODE, new Code(code, isToken(id, code)));
        });
    }

    private boolean isToken(String id, String code) {
        return vault.isToken(Operation.capability(id), code) || vault.isToken(Operation.readingCapability(id), code);
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return part;
        }
    }

    /** Whether all that the caller shows is the token of the operation that the URL names. */
    private static boolean showsToken(HttpServerRequest request, String path) {
        return (request.getParam("token") != null && Methods.takesToken(path)) || codeIsToken(request);
    }

    /** Whether the caller shows a token of the operation that the URL names, where others show a key. */
    public static boolean codeIsToken(HttpServerRequest request) {
        return context(request).getLocal(CODE) instanceof Code code && code.isToken();
    }

    private @Nullable String key(HttpServerRequest request) {
        String key = request.getHeader(KEY_HEADER);
        return key == null && context(request).getLocal(CODE) instanceof Code code ? code.text() : key;
    }

    /** Who makes the request. A key that is known counts before a token. */
    public Caller caller(HttpServerRequest request) {
        Caller caller = callers.identify(key(request));
        return caller instanceof Caller.Anonymous && finding(request) instanceof Valid(var holder) ? holder : caller;
    }

    /** The token that must be checked to know who makes the request. */
    Optional<String> unchecked(HttpServerRequest request) {
        return callers.takesTokens() && caller(request) instanceof Caller.Anonymous
                ? BearerTokens.shownIn(request)
                : Optional.empty();
    }

    /** Keeps what was found about the token with the request, for everybody who asks for the caller. */
    void keep(HttpServerRequest request, Finding finding) {
        context(request).putLocal(FINDING, finding);
    }

    private static @Nullable Finding finding(HttpServerRequest request) {
        return context(request).getLocal(FINDING);
    }

    /** Every request has one of its own. */
    private static Context context(HttpServerRequest request) {
        return ((HttpServerRequestInternal) request).context();
    }

    /** The source, if it exists and the caller may do this with it; otherwise the problem. */
    @CanIgnoreReturnValue
    public Source source(HttpServerRequest request, Right right, String name) {
        Caller caller = caller(request);
        check(request, caller, caller.may(right, name), right);
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

    /** Passes anybody in local mode, and any holder of a key or token in server mode. */
    public void known(HttpServerRequest request) {
        if (caller(request) instanceof Caller.Anonymous) {
            throw unauthorized(request).stop();
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
    public void refuseTooMany(HttpServerRequest request, String path) {
        if (callers.isLocalMode()) {
            return;
        }
        String address = request.remoteAddress().hostAddress();
        long seconds = throttle.secondsToWait(caller(request), showsToken(request, path), address);
        if (seconds > 0) {
            throw Problem.tooManyRequests(seconds).stop();
        }
    }

    /** Passes if the caller may do this with everything. */
    public void operator(HttpServerRequest request, Right right) {
        Caller caller = caller(request);
        check(request, caller, caller.may(right), right);
    }

    private void check(HttpServerRequest request, Caller caller, boolean may, Right right) {
        if (!may) {
            throw (caller instanceof Caller.Anonymous ? unauthorized(request) : Problem.forbidden(right.text())).stop();
        }
    }

    /** What to say to somebody unknown. A bad token is only told of here, where nothing else gave the right. */
    private Problem unauthorized(HttpServerRequest request) {
        return switch (finding(request)) {
            case Invalid(String reason) -> Problem.invalidToken(reason);
            case Unknown(long seconds) -> Problem.issuerUnavailable(seconds);
            case Valid valid -> throw new IllegalStateException("The holder of a valid token is known");
            case null -> callers.takesTokens() ? Problem.unauthorizedWithTokens() : Problem.unauthorized();
        };
    }
}
