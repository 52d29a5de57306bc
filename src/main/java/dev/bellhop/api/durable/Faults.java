package dev.bellhop.api.durable;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns faults into answers. */
public final class Faults {

    @ServerExceptionMapper
    Response stop(Fault.Stop stop) {
        return Response.status(stop.fault().status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(stop.fault().body().encode())
                .build();
    }
}
