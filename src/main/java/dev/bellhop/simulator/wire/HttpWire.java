package dev.bellhop.simulator.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Real HTTP/1.1. */
public final class HttpWire implements Wire, AutoCloseable {

    /** How long engines wait for an answer. */
    public static final Duration ANSWER_MAX = Duration.ofSeconds(120);

    private static final Duration CONNECT_MAX = Duration.ofSeconds(20);
    /** An engine takes no larger message without chunks. */
    public static final int BODY_BYTES_MAX = 104_857_600;

    private static final Set<String> ONCE = caseless("User-Agent", "Accept-Encoding", "Accept-Language");

    private final HttpClient client = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(CONNECT_MAX)
            .build();
    private final Duration answerMax;

    public HttpWire(Duration answerMax) {
        this.answerMax = answerMax;
    }

    @Override
    public Outcome send(Request request) throws InterruptedException {
        HttpRequest sendable;
        try {
            sendable = sendable(request);
        } catch (IllegalArgumentException e) {
            // Its query may hold a secret.
            return new Outcome.Unanswered("'" + request.url().replaceFirst("\\?.*", "?…") + "' cannot be called: "
                    + Objects.requireNonNullElse(e.getMessage(), "it is no URL").replace(request.url(), "it"));
        }
        // The client's own time-out ends with the headers; a body may hang as well.
        CompletableFuture<Answer> answer =
                client.sendAsync(sendable, BodyHandlers.ofInputStream()).thenApply(HttpWire::read);
        try {
            return new Outcome.Answered(answer.get(answerMax.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new Outcome.Unanswered("nothing whole within " + answerMax.toSeconds() + " s");
        } catch (ExecutionException e) {
            return new Outcome.Unanswered(reason(e));
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private static HttpRequest sendable(Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(request.url()));
        Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : request.headers()) {
            boolean first = named.add(header.name());
            boolean ofBody = header.name().regionMatches(true, 0, "Content-", 0, "Content-".length());
            // What the user says wins over what engines say, and a request without a body says nothing about one.
            if (ofBody ? request.body() != null && first : first || !ONCE.contains(header.name())) {
                add(builder, header);
            }
        }
        Request.Body body = request.body();
        if (body == null) {
            return builder.method(request.method(), BodyPublishers.noBody()).build();
        }
        if (!named.contains("Content-Type")) {
            builder.header("Content-Type", body.contentType());
        }
        return builder.method(request.method(), BodyPublishers.ofByteArray(body.bytes()))
                .build();
    }

    /** What the JDK says of a value that no header can hold would show it, and it may be a key. */
    private static void add(HttpRequest.Builder builder, Header header) {
        try {
            builder.header(header.name(), header.value());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the header " + header.name()
                    + " cannot be sent: its value may have no line break or other control character in it, or its name"
                    + " is none");
        }
    }

    private static Answer read(HttpResponse<InputStream> response) {
        List<Header> headers = response.headers().map().entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> new Header(entry.getKey(), value)))
                .toList();
        try (InputStream body = response.body()) {
            Answer raw = new Answer(response.statusCode(), headers, body.readNBytes(BODY_BYTES_MAX));
            return new Answer(raw.status(), raw.headers(), decoded(raw));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> caseless(String... names) {
        Set<String> caseless = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        caseless.addAll(List.of(names));
        return caseless;
    }

    private static byte[] decoded(Answer raw) throws IOException {
        String encoding = raw.header("Content-Encoding").orElse("").toLowerCase(Locale.ROOT);
        InputStream body = new ByteArrayInputStream(raw.body());
        return switch (encoding) {
            case "gzip" -> new GZIPInputStream(body).readNBytes(BODY_BYTES_MAX);
            case "deflate" -> new InflaterInputStream(body).readNBytes(BODY_BYTES_MAX);
            default -> raw.body();
        };
    }

    /** For people: the JDK often says nothing but the name of a class. */
    private static String reason(Throwable failure) {
        @Nullable String last = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnresolvedAddressException unknown -> {
                    return "unknown host";
                }
                case SSLException tls -> {
                    return "TLS: " + tls.getMessage();
                }
                case ConnectException refused -> last = "nothing listens there";
                case IOException broken -> last = Objects.requireNonNullElse(broken.getMessage(), last);
                default -> {}
            }
        }
        return Objects.requireNonNullElse(last, "the connection broke");
    }
}
