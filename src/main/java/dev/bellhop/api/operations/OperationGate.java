package dev.bellhop.api.operations;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.bellhop.access.Caller;
import dev.bellhop.access.Right;
import dev.bellhop.access.Vault;
import dev.bellhop.api.edge.Gate;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.callback.WorkflowRun;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who may start operations and change them, and which starts are the same one. */
public final class OperationGate {

    private static final String KEY = "Idempotency-Key";
    private static final String RUN = "x-ms-workflow-run-id";
    private static final String NAME = "x-ms-workflow-operation-name";
    private static final String TRACKING = "x-ms-action-tracking-id";
    static final int KEY_LENGTH_MAX = 255;

    private final Gate gate;
    private final Vault vault;

    public OperationGate(Gate gate, Vault vault) {
        this.gate = gate;
        this.vault = vault;
    }

    /** Passes whoever may start actions; returns a name for it. */
    public String starter(HttpServerRequest request) {
        gate.operator(request, Right.ACT);
        return name(request).orElseThrow(() -> new IllegalStateException("Nobody has the right to act"));
    }

    /** The name of the caller; empty if it shows no more than the token of an operation. */
    public Optional<String> name(HttpServerRequest request) {
        return switch (gate.caller(request)) {
            case Caller.KeyHolder key -> Optional.of("key:" + key.name());
            case Caller.TokenHolder token -> Optional.of("bearer:" + token.name());
            case Caller.Local local -> Optional.of("local");
            case Caller.Anonymous nobody -> Optional.empty();
        };
    }

    /** Passes whoever looks after all operations. */
    public void operator(HttpServerRequest request) {
        gate.operator(request, Right.OPERATE);
    }

    /** The token of an operation is as good as the right to act; a wrong one is as if there were no operation. */
    void admit(String id, HttpServerRequest request) {
        String token = request.getParam("token");
        if (token == null) {
            gate.operator(request, Right.ACT);
        } else {
            var unused = isSubscriber(id, token);
        }
    }

    /** Whether the token is that of the operation; a wrong one is as if there were no operation. */
    boolean isSubscriber(String id, @Nullable String token) {
        if (token == null) {
            return false;
        }
        if (!vault.isToken(Operation.capability(id), token)) {
            throw OperationProblems.unknownOperation().stop();
        }
        return true;
    }

    /** Which run of an engine's action calls; empty if nobody says. */
    static Optional<WorkflowRun> run(HttpServerRequest request) {
        String run = request.getHeader(RUN);
        String name = request.getHeader(NAME);
        if (run == null || run.isBlank() || name == null || name.isBlank()) {
            return Optional.empty();
        }
        String tracking = request.getHeader(TRACKING);
        return Optional.of(new WorkflowRun(
                hash(run + '\n' + name), tracking == null || tracking.isBlank() ? null : hash(tracking)));
    }

    /**
     * As {@link #admit}, for those who change nothing: a token for reading does as well. Returns whether that is all that
     * the caller has.
     */
    @CanIgnoreReturnValue
    boolean admitReader(String id, HttpServerRequest request) {
        String token = request.getParam("token");
        boolean readsOnly = token != null && vault.isToken(Operation.readingCapability(id), token);
        if (!readsOnly) {
            admit(id, request);
        }
        return readsOnly;
    }

    /**
     * What makes a repeated start the same one: the caller's key, or what an engine says of the run of its action. Without
     * the tracking id the iterations of a loop would be one; with the input they are not even if they share it.
     */
    public static @Nullable String idempotencyKey(HttpServerRequest request, String input) {
        String key = request.getHeader(KEY);
        if (key != null && !key.isBlank()) {
            return key.length() <= KEY_LENGTH_MAX ? "key " + key : "hash " + hash(key);
        }
        String run = request.getHeader(RUN);
        String name = request.getHeader(NAME);
        String tracking = request.getHeader(TRACKING);
        return Stream.of(run, name, tracking).anyMatch(part -> part == null || part.isBlank())
                ? null
                : "run " + hash(String.join("\n", run, name, tracking, input));
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }
}
