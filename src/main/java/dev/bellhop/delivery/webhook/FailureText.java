package dev.bellhop.delivery.webhook;

import io.vertx.core.VertxException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Says why a connection failed without repeating the message of the failure, which may hold the URL. */
final class FailureText {

    private FailureText() {}

    /** Whether the network or the other side is to blame, rather than this program. */
    static boolean isOutside(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof VertxException
                || failure instanceof TimeoutException
                || failure instanceof io.netty.channel.ChannelException;
    }

    static String of(Throwable failure) {
        return switch (failure) {
            case UnknownHostException unknown -> "the host name has no address";
            case SSLException tls -> "the TLS handshake failed";
            case ConnectException refused -> "the connection was refused";
            case TimeoutException late -> "no answer in time";
            default -> "the connection broke";
        };
    }
}
