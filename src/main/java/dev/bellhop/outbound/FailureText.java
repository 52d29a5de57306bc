package dev.bellhop.outbound;

import dev.bellhop.outbound.Failure.Kind;
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

    static Failure of(Throwable failure) {
        return switch (failure) {
            case UnknownHostException unknown -> Failure.without(Kind.DNS, "the host name has no address");
            case SSLException tls -> Failure.without(Kind.TLS, "the TLS handshake failed");
            case ConnectTimeoutException late -> Failure.without(Kind.TIMEOUT, "no connection in time");
            case NoRouteToHostException unreachable -> Failure.without(Kind.CONNECTION, "the host cannot be reached");
            case ConnectException refused -> Failure.without(Kind.CONNECTION, "the connection was refused");
            case TimeoutException late -> Failure.without(Kind.TIMEOUT, "no answer in time");
            case ConnectionPoolTooBusyException busy ->
                Failure.without(Kind.CONNECTION, "too many attempts wait for this host");
            case IOException broken -> Failure.without(Kind.CONNECTION, "the connection broke");
            default -> Failure.without(Kind.CONNECTION, "the connection broke or the answer was not HTTP");
        };
    }
}
