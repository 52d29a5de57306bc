package dev.bellhop.api.body;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends the bytes of a file, one piece at a time: the next one is read when the one before has left, so a file of any
 * size needs the memory of one piece, and a slow receiver holds no thread. If the file turns out to be torn the answer
 * is broken off, or is a failure if nothing of it was sent yet.
 */
final class FileSending {

    private static final Logger LOG = Logger.getLogger("dev.bellhop.api");

    static final int PIECE_BYTES = 128 * 1024;

    private final FileBody body;
    private final HttpServerResponse response;
    private final Context context;
    private long sent;

    FileSending(FileBody body, HttpServerResponse response, Context context) {
        this.body = body;
        this.response = response;
        this.context = context;
    }

    /** Fails only while another answer is possible. */
    Future<Void> send() {
        return nextPiece().eventually(this::close).recover(failure -> {
            if (!response.headWritten()) {
                return Future.failedFuture(failure);
            }
            if (!response.closed()) {
                LOG.warnf("an answer was broken off: %s", failure.getMessage());
                response.reset();
            }
            return Future.succeededFuture();
        });
    }

    private Future<Void> nextPiece() {
        return context.executeBlocking(this::read, false).compose(piece -> send(Objects.requireNonNull(piece)));
    }

    private Future<Void> send(Buffer piece) {
        if (response.closed()) {
            return Future.succeededFuture();
        }
        if (!response.headWritten()) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(body.length()));
        }
        sent += piece.length();
        return sent == body.length()
                ? response.end(piece)
                : response.write(piece).compose(written -> nextPiece());
    }

    private Buffer read() throws IOException {
        long left = body.length() - sent;
        byte[] piece = body.file().read(body.offset() + sent, (int) Math.min(left, PIECE_BYTES));
        if (piece.length == left) {
            body.file().assureUntouched();
        }
        return Buffer.buffer(piece);
    }

    private Future<@Nullable Void> close() {
        return context.executeBlocking(
                () -> {
                    body.file().close();
                    return null;
                },
                false);
    }
}
