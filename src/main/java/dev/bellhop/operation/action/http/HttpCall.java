package dev.bellhop.operation.action.http;

import dev.bellhop.access.CallbackUrl;
import dev.bellhop.operation.Action;
import dev.bellhop.operation.OperationContext;
import dev.bellhop.operation.OperationError;
import dev.bellhop.operation.OperationFailed;
import dev.bellhop.operation.action.http.CallPlanner.Next;
import dev.bellhop.operation.json.Described;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code http-call}: one request, tried again while that may help, and if the other side only accepts the work, asked for the
 * result until it is there. All waits are the operation's: they hold nothing and outlive restarts.
 */
public final class HttpCall implements Action<HttpCall.Input, HttpCall.Output> {

    static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(30);
    static final Duration TIMEOUT_MAX = Duration.ofMinutes(10);
    static final int RETRIES_DEFAULT = 4;
    static final int RETRIES_MAX = 20;
    static final List<String> FAIL_ON_DEFAULT = List.of("3xx", "4xx", "5xx");

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final Function<CallSender.Call, Uni<CallTry>> sending;

    public HttpCall(CallSender sender) {
        this(sender::send);
    }

    HttpCall(Function<CallSender.Call, Uni<CallTry>> sending) {
        this.sending = sending;
    }

    public record Input(
            @Described("GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS")
            String method,

            @Described("An absolute URL, within what bellhop.callbacks.allow permits")
            String url,

            @Described("Kept with the operation as they are") @Nullable
            Map<String, String> headers,

            @Described("Text is sent as it is, anything else as JSON") @Nullable
            Object body,

            @Described("ISO 8601 duration of one request, at most PT10M; PT30S if left out") @Nullable
            Duration timeout,

            @Described(
                    "How often it is tried again without an answer, and after 408, 429 and 5xx: 0 to 20, 4 if left out")
            @Nullable
            Integer retries,

            @Described("Whether a 202 with a Location is asked there until there is another answer; true if left out")
            @Nullable
            Boolean poll,

            @Described("Statuses that are failures, such as 4xx or 404; 3xx, 4xx and 5xx if left out") @Nullable
            List<String> failOn) {
        public Input {
            if (!METHODS.contains(method.toUpperCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "has a method that must be one of GET, HEAD, POST, PUT, PATCH, DELETE," + " OPTIONS");
            }
            if (CallbackUrl.parse(url) instanceof CallbackUrl.Invalid(String reason)) {
                throw new IllegalArgumentException("has a url that cannot be called: " + reason);
            }
            if (headers != null) {
                CallHeaders.problem(headers).ifPresent(problem -> {
                    throw new IllegalArgumentException(problem);
                });
            }
            if (timeout != null && (timeout.toMillis() < 1 || timeout.compareTo(TIMEOUT_MAX) > 0)) {
                throw new IllegalArgumentException("has a timeout that must be above zero and at most PT10M");
            }
            if (retries != null && (retries < 0 || retries > RETRIES_MAX)) {
                throw new IllegalArgumentException("has retries that must be from 0 to " + RETRIES_MAX);
            }
            if (failOn != null && !failOn.stream().allMatch(status -> status.matches("[1-5]([0-9]{2}|xx)"))) {
                throw new IllegalArgumentException(
                        "has a failOn that must hold statuses such as 404, or 4xx for all of them");
            }
        }

        /** Tells nothing of what may be a secret. */
        @Override
        public String toString() {
            return "Input[" + method + " …]";
        }
    }

    public record Output(
            int status,
            @Described("By names in lower case") Map<String, String> headers,
            @Nullable Object body,

            @Described("json: the body is any JSON; utf-8: it is text; base64: it is bytes")
            String encoding) {}

    @Override
    public String name() {
        return "http-call";
    }

    @Override
    public String title() {
        return "Call an HTTP service";
    }

    @Override
    public String description() {
        return "Calls any HTTP service, tries again while that may help, and if the service accepts the work with a 202, asks"
                + " for the result until it is there.";
    }

    /** A URL may carry a signature, a body a password. */
    @Override
    public Set<String> secretFields() {
        return Set.of("url", "headers", "body");
    }

    @Override
    public Class<Input> inputType() {
        return Input.class;
    }

    @Override
    public Class<Output> outputType() {
        return Output.class;
    }

    @Override
    public Uni<Output> run(OperationContext operation, Input input) {
        return new Calling(operation, input).answer();
    }

    /** One execution. */
    private final class Calling {

        private final OperationContext operation;
        private final Input input;
        private final Map<String, String> headers;
        private String url;
        private boolean polling;
        private int requests;
        private int attempts;

        Calling(OperationContext operation, Input input) {
            this.operation = operation;
            this.input = input;
            this.headers = headers(input, operation.id());
            this.url = input.url();
        }

        /** The key is the same for every attempt, also after a crash in the middle of one. */
        private static Map<String, String> headers(Input input, String operation) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.put("Idempotency-Key", operation);
            if (input.body() != null) {
                headers.put("Content-Type", CallBody.contentType(input.body()));
            }
            if (input.headers() != null) {
                headers.putAll(input.headers());
            }
            return headers;
        }

        Uni<Output> answer() {
            return Multi.createBy()
                    .repeating()
                    .uni(this::round)
                    .whilst(Optional::isEmpty)
                    .collect()
                    .last()
                    .map(Optional::orElseThrow);
        }

        private Uni<Optional<Output>> round() {
            requests++;
            attempts++;
            return operation
                    .step("request " + requests, CallTry.class, () -> sending.apply(call()))
                    .flatMap(made -> switch (CallPlanner.after(made, requests, attempts, retries(), failOn())) {
                        case Next.Answer answer -> Uni.createFrom().item(Optional.of(output(made)));
                        case Next.Fail(OperationError error) -> throw new OperationFailed(error);
                        case Next.Again(Duration wait) -> sleep(wait, made);
                        case Next.Poll(String next, Duration wait) -> {
                            url = next;
                            polling = true;
                            attempts = 0;
                            yield sleep(wait, made);
                        }
                    });
        }

        private Uni<Optional<Output>> sleep(Duration wait, CallTry made) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("requests", requests);
            told.put("status", made.status());
            told.put("stage", polling ? "waiting for the result" : "waiting to try again");
            operation.progress(told);
            return operation.sleep("wait " + requests, wait).map(slept -> Optional.empty());
        }

        private CallSender.Call call() {
            boolean sameOrigin = origin(url).equals(origin(input.url()));
            return new CallSender.Call(
                    polling ? "GET" : input.method().toUpperCase(Locale.ROOT),
                    url,
                    polling ? CallHeaders.ofPoll(headers, sameOrigin) : headers,
                    CallBody.bytes(polling ? null : input.body()),
                    Objects.requireNonNullElse(input.timeout(), TIMEOUT_DEFAULT),
                    attempts,
                    !Boolean.FALSE.equals(input.poll()),
                    attempts <= retries() && requests < CallPlanner.REQUESTS_MAX);
        }

        private int retries() {
            return Objects.requireNonNullElse(input.retries(), RETRIES_DEFAULT);
        }

        private List<String> failOn() {
            return Objects.requireNonNullElse(input.failOn(), FAIL_ON_DEFAULT);
        }
    }

    private static String origin(String url) {
        return CallbackUrl.parse(url) instanceof CallbackUrl.Valid(CallbackUrl valid)
                ? valid.tls() + " " + valid.host() + ' ' + valid.port()
                : "";
    }

    private static Output output(CallTry made) {
        return new Output(
                made.status(), made.headers(), made.body(), Objects.requireNonNullElse(made.encoding(), "utf-8"));
    }
}
