package dev.bellhop.delivery.webhook;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Says why a connection failed without repeating the message of the failure, which may hold the URL. */
final class FailureText {

    private FailureText() {}

    static String of(Throwable failure) {
        return switch (failure) {
            case UnknownHostException unknown -> "the host name has no address";
            case SSLException tls -> "the TLS handshake failed";
            case ConnectTimeoutException late -> "no connection in time";
            case NoRouteToHostException unreachable -> "the host cannot be reached";
            case ConnectException refused -> "the connection was refused";
            case TimeoutException late -> "no answer in time";
            case ConnectionPoolTooBusyException busy -> "too many attempts wait for this host";
            case IOException broken -> "the connection broke";
            default -> "the connection broke or the answer was not HTTP";
        };
    }
}
