package dev.bellhop.api.durable;

import dev.bellhop.access.Right;
import dev.bellhop.access.Vault;
import dev.bellhop.api.body.Urls;
import dev.bellhop.api.edge.Gate;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.api.operations.OperationGate;
import dev.bellhop.operation.Operation;
import io.vertx.core.http.HttpServerRequest;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the Durable Functions management API. Its clients show what they have as the parameter {@code code}: a key,
 * or the token that the links of an instance carry.
 */
public final class DurableGate {

    private static final String CODE = "code";

    private final Gate gate;
    private final OperationGate operations;
    private final Vault vault;
    private final PublicUrl publicUrl;

    public DurableGate(Gate gate, OperationGate operations, Vault vault, PublicUrl publicUrl) {
        this.gate = gate;
        this.operations = operations;
        this.vault = vault;
        this.publicUrl = publicUrl;
    }

    /** Passes whoever may start instances; returns a name for it. */
    String starter(HttpServerRequest request) {
        return operations.starter(request);
    }

    /** A name for the caller; for one that has nothing but the token of an instance, that of who started it. */
    String name(HttpServerRequest request, Operation instance) {
        return operations.name(request).orElse(instance.caller());
    }

    /** Passes whoever looks after all instances. */
    void operator(HttpServerRequest request) {
        operations.operator(request);
    }

    /** Passes the holder of the instance's token, and of the right to act. */
    void admit(String id, HttpServerRequest request) {
        if (!shows(Operation.capability(id), request)) {
            gate.operator(request, Right.ACT);
        }
    }

    /** The same; a token for reading does as well. */
    void admitReader(String id, HttpServerRequest request) {
        if (!shows(Operation.readingCapability(id), request)) {
            admit(id, request);
        }
    }

    private boolean shows(String capability, HttpServerRequest request) {
        String code = request.getParam(CODE);
        return code != null && vault.isToken(capability, code);
    }

    /** The links of an instance. A code is repeated as it was given, unless it is the token of another instance. */
    Links links(String id, boolean failsAsError, HttpServerRequest request) {
        return new Links(
                publicUrl.of(request),
                id,
                query(request, Operation.capability(id)),
                query(request, Operation.readingCapability(id)),
                failsAsError);
    }

    private String token(String capability) {
        return vault.token(capability).reveal();
    }

    /** The URL of this request about an instance, as callers reach it. */
    String url(String id, HttpServerRequest request) {
        return Links.instance(publicUrl.of(request), id) + (request.query() == null ? "" : '?' + request.query());
    }

    private String query(HttpServerRequest request, String capability) {
        String given = request.getParam(CODE);
        boolean repeated = given != null && !given.isEmpty() && !Gate.codeIsToken(request);
        StringJoiner query = new StringJoiner("&");
        add(query, "taskHub", request.getParam("taskHub"));
        add(query, "connection", request.getParam("connection"));
        add(query, CODE, repeated ? given : token(capability));
        return query.toString();
    }

    private static void add(StringJoiner query, String name, @Nullable String value) {
        if (value != null) {
            query.add(name + '=' + Urls.encode(value));
        }
    }
}
