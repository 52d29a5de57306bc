package dev.bellhop.api.body;

import dev.bellhop.subscription.Workflow;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which workflow calls, by the headers that engines send. */
public final class WorkflowHeaders {

    static final String ID = "x-ms-workflow-id";
    static final String OPERATION = "x-ms-workflow-operation-name";

    /** Databases index the names. */
    static final int LENGTH_MAX = 200;

    private static final int HASH_LENGTH = 64;

    private WorkflowHeaders() {}

    /** The workflow and its operation; empty if the caller is none. */
    public static Optional<Workflow> of(HttpServerRequest request) {
        String id = request.getHeader(ID);
        return id == null || id.isEmpty()
                ? Optional.empty()
                : Optional.of(new Workflow(brief(id), brief(request.getHeader(OPERATION))));
    }

    /** A name that is too long is cut, with a hash that keeps it apart from others: refusing it would stop the workflow. */
    static String brief(@Nullable String name) {
        if (name == null || name.length() <= LENGTH_MAX) {
            return name == null ? "" : name;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return name.substring(0, LENGTH_MAX - HASH_LENGTH) + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }
}
