package dev.bellhop.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTextTest {

    @ParameterizedTest
    @MethodSource("failures")
    void a_failure_is_told_in_words_of_our_own(Throwable failure, String expected) {
        assertThat(FailureText.of(failure).reason()).isEqualTo(expected).doesNotContain("hush");
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new UnknownHostException("hush"), "the host name has no address"),
                Arguments.of(new SSLHandshakeException("hush"), "the TLS handshake failed"),
                Arguments.of(new ConnectTimeoutException("hush"), "no connection in time"),
                Arguments.of(new NoRouteToHostException("hush"), "the host cannot be reached"),
                Arguments.of(new ConnectException("hush"), "the connection was refused"),
                Arguments.of(new TimeoutException("hush"), "no answer in time"),
                Arguments.of(new ClosedChannelException(), "the connection broke"),
                Arguments.of(new IOException("hush"), "the connection broke"),
                Arguments.of(new DecoderException("hush"), "the connection broke or the answer was not HTTP"),
                Arguments.of(new IllegalArgumentException("hush"), "the connection broke or the answer was not HTTP"));
    }
}
