package dev.bellhop.api.edge;

import dev.bellhop.access.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Tells who shows a bearer token (RFC 6750). Only asked while {@code Callers} takes tokens. */
public interface BearerTokens {

    String SCHEME = "Bearer ";

    /** Checks a token; every failure is an item. */
    Uni<Finding> check(String token, RoutingContext context);

    /** What a check found. */
    sealed interface Finding {}

    /** The token is valid. */
    record Valid(Caller.TokenHolder holder) implements Finding {}

    /**
     * The token is not.
     *
     * @param reason why, without anything of the token, for the end of a sentence
     */
    record Invalid(String reason) implements Finding {}

    /** Nobody knows: the issuer of tokens, who would have to be asked, does not answer. */
    record Unknown(long retryAfterSeconds) implements Finding {}

    /** The token that a request shows; the name of the scheme may be written in any case. */
    static Optional<String> shownIn(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip())
                .filter(token -> !token.isEmpty());
    }
}
