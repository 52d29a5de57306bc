package dev.bellhop.api.edge;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyReader;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Reads bodies, and no more of them than the limit: Quarkus itself would answer a chunked one without a problem. */
@Provider
@Consumes(MediaType.WILDCARD)
public final class BodyReader implements ServerMessageBodyReader<byte[]> {

    private final BodyLimit limit;

    BodyReader(BodyLimit limit) {
        this.limit = limit;
    }

    @Override
    public boolean isReadable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo method, MediaType mediaType) {
        return type == byte[].class;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == byte[].class;
    }

    @Override
    public byte[] readFrom(Class<byte[]> type, Type genericType, MediaType mediaType, ServerRequestContext context) {
        return read(context.getInputStream());
    }

    @Override
    public byte[] readFrom(
            Class<byte[]> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body) {
        return read(body);
    }

    private byte[] read(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(Math.toIntExact(Math.min(Integer.MAX_VALUE, limit.bytesMax() + 1)));
            if (bytes.length > limit.bytesMax()) {
                throw Problem.bodyTooLarge(limit.bytesMax()).stop();
            }
            return bytes;
        } catch (IOException gone) {
            // The caller went away or fell silent; that is no defect of Bellhop.
            throw Problem.malformedBody("The body ended before it was complete.")
                    .stop();
        }
    }
}
