package dev.bellhop.api.body;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Hands files to {@link FileSending}, and the request back when that is done. */
@Provider
@Produces(MediaType.WILDCARD)
public final class FileBodyWriter implements ServerMessageBodyWriter<FileBody> {

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == FileBody.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == FileBody.class;
    }

    @Override
    public void writeResponse(FileBody body, Type genericType, ServerRequestContext context) {
        ResteasyReactiveRequestContext call = (ResteasyReactiveRequestContext) context;
        call.suspend();
        HttpServerRequest request = call.unwrap(HttpServerRequest.class);
        new FileSending(body, request.response(), ((HttpServerRequestInternal) request).context())
                .send()
                .onComplete(sent -> call.resume(), refused -> call.resume(refused));
    }

    /** There is no other way to the wire than the one above. */
    @Override
    public void writeTo(
            FileBody body,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out) {
        throw new UnsupportedOperationException("Files are sent, not written");
    }
}
