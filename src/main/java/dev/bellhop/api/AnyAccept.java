package dev.bellhop.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Engines send no {@code Accept} or an odd one; there is one form of every answer, so nobody is ever told 406. */
public final class AnyAccept {

    @ServerRequestFilter(preMatching = true)
    void ignore(ContainerRequestContext request) {
        if (request.getHeaderString(HttpHeaders.ACCEPT) != null) {
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, "*/*");
        }
    }
}
