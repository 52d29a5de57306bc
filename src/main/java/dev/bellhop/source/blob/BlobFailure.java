package dev.bellhop.source.blob;

import com.azure.core.exception.HttpResponseException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.xml.stream.XMLStreamException;

/**
 * Why a request failed. Pure; nothing of the messages of others is repeated, which may hold addresses with signatures.
 *
 * @param code what the storage says, for people; may be empty
 */
record BlobFailure(Kind kind, String code) {

    /** The kinds that are dealt with differently. */
    enum Kind {
        /** There is no such blob. */
        NO_BLOB,
        /** There is no such container. */
        NO_CONTAINER,
        /** The content is another one now. */
        CHANGED,
        /** The credential is not good enough. */
        REFUSED,
        /** Archived, for instance. */
        NOT_NOW,
        /** The storage asks for less. */
        BUSY,
        /** No answer in time. */
        SILENT,
        /** Its name cannot be resolved. */
        UNKNOWN_HOST,
        /** Nobody listens, or the connection broke. */
        UNREACHABLE,
        /** It cannot prove to be who it should be. */
        UNTRUSTED,
        /** An answer that is none. */
        ODD
    }

    private static final Pattern CODE = Pattern.compile("[A-Za-z]{1,60}");
    private static final int CAUSES_MAX = 20;

    static BlobFailure of(Throwable failure) {
        List<Throwable> causes = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(CAUSES_MAX)
                .toList();
        return causes.stream()
                .filter(HttpResponseException.class::isInstance)
                .map(HttpResponseException.class::cast)
                .findFirst()
                .flatMap(BlobFailure::answered)
                .orElseGet(() -> new BlobFailure(unanswered(causes), ""));
    }

    private static Optional<BlobFailure> answered(HttpResponseException failure) {
        return Optional.ofNullable(failure.getResponse()).map(answer -> {
            String said = Objects.toString(answer.getHeaderValue("x-ms-error-code"), "");
            String code = CODE.matcher(said).matches() ? said : "";
            return new BlobFailure(
                    byStatus(answer.getStatusCode(), code), code.isEmpty() ? "status " + answer.getStatusCode() : code);
        });
    }

    private static Kind byStatus(int status, String code) {
        if (code.equals("ContainerNotFound") || code.equals("ContainerBeingDeleted")) {
            return Kind.NO_CONTAINER;
        }
        return switch (status) {
            case 401, 403 -> Kind.REFUSED;
            case 404 -> Kind.NO_BLOB;
            case 409 -> Kind.NOT_NOW;
            case 412 -> Kind.CHANGED;
            case 429, 503 -> Kind.BUSY;
            default -> Kind.ODD;
        };
    }

    private static Kind unanswered(List<Throwable> causes) {
        if (has(causes, TimeoutException.class) || has(causes, HttpTimeoutException.class)) {
            return Kind.SILENT;
        }
        if (has(causes, UnknownHostException.class) || has(causes, UnresolvedAddressException.class)) {
            return Kind.UNKNOWN_HOST;
        }
        if (has(causes, SSLException.class)) {
            return Kind.UNTRUSTED;
        }
        if (has(causes, XMLStreamException.class) || has(causes, IllegalStateException.class)) {
            // So the library says that it cannot read an answer, inside an exception of input and output.
            return Kind.ODD;
        }
        return has(causes, IOException.class) || has(causes, InterruptedException.class) ? Kind.UNREACHABLE : Kind.ODD;
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> kind) {
        return causes.stream().anyMatch(kind::isInstance);
    }
}
