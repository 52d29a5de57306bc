package dev.bellhop.storage.operation;

import dev.bellhop.access.CallbackUrl;
import dev.bellhop.access.SecretText;
import dev.bellhop.access.Vault;
import dev.bellhop.access.signing.SigningKeys;
import dev.bellhop.event.Timestamps;
import dev.bellhop.operation.Operation;
import dev.bellhop.operation.callback.Callback;
import dev.bellhop.operation.callback.CallbackState;
import dev.bellhop.operation.callback.ClaimedCallback;
import dev.bellhop.operation.callback.NewCallback;
import dev.bellhop.operation.callback.WorkflowRun;
import dev.bellhop.operation.store.NewOperation;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How callbacks of operations stand in their table: what may be secret is sealed, and a fingerprint finds the URL. */
final class CallbackRows {

    static final String INSERT = "INSERT INTO operation_callback (callback, secret, fingerprint, join_key, target, run,"
            + " tracking, state, due, operation, action, caller, attempts, epoch)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0) ON CONFLICT DO NOTHING";
    private static final String URL = "UPDATE operation_callback SET callback = ?, secret = ?, fingerprint = ?,"
            + " join_key = ?, target = ?, run = ?, tracking = ?";
    static final String RENEW = URL + " WHERE operation = ?";
    // Whoever has it must not write any more: what it tells of is another callback.
    static final String AFRESH = URL + ", state = ?, due = ?, attempts = 0, reason = NULL, owner = NULL, leased = NULL,"
            + " epoch = epoch + 1 WHERE operation = ?";

    /**
     * For those of these operations that are over now. One that is pending was so before its operation was run again. It
     * may be claimed at this moment; then whoever has it finds the end, or comes back.
     */
    static final String END = "UPDATE operation_callback SET state = 'pending',"
            + " due = CASE WHEN leased IS NULL THEN 0 ELSE due END"
            + " WHERE state IN ('waiting', 'pending') AND operation IN ";

    static final String DELETE = "DELETE FROM operation_callback WHERE operation IN ";

    /** Of those operations whose callback nobody is to wait for any more. */
    static final String NONE_DUE = " AND NOT EXISTS (SELECT 1 FROM operation_callback c"
            + " WHERE c.operation = operation.id AND c.due IS NOT NULL)";

    static final String SHOWN =
            "SELECT operation, target, state, attempts, due, leased, reason FROM operation_callback WHERE operation IN ";
    static final String CLAIMED =
            "SELECT operation, callback, secret, epoch, attempts FROM operation_callback WHERE operation IN ";

    private final Vault vault;

    CallbackRows(Vault vault) {
        this.vault = vault;
    }

    /** Under all known keys: a row of before the key was changed has the fingerprint of the key before. */
    List<String> fingerprints(SecretText url) {
        return vault.fingerprints(url);
    }

    /** Values for {@link #INSERT}. */
    @Nullable
    Object[] added(NewOperation operation, NewCallback callback, boolean isOver) {
        return of(
                callback,
                callback.keys(),
                state(isOver).text(),
                isOver ? (Long) 0L : null,
                operation.id(),
                operation.action(),
                operation.caller());
    }

    /** Values for {@link #RENEW}. */
    @Nullable
    Object[] renewed(String operation, NewCallback callback, @Nullable String secret) {
        SigningKeys kept = secret == null ? null : keys(secret);
        return of(callback, SigningKeys.renewed(kept, callback.keys(), callback.at()), operation);
    }

    /** Values for {@link #AFRESH}; what it was signed with before is no part of it. */
    @Nullable
    Object[] afresh(String operation, NewCallback callback, @Nullable String secret, boolean isOver) {
        SigningKeys kept = secret == null ? null : keys(secret);
        return of(
                callback,
                SigningKeys.renewed(kept, callback.keys(), callback.at()),
                state(isOver).text(),
                isOver ? (Long) 0L : null,
                operation);
    }

    private static CallbackState state(boolean isOver) {
        return isOver ? CallbackState.PENDING : CallbackState.WAITING;
    }

    private @Nullable Object[] of(NewCallback callback, @Nullable SigningKeys keys, @Nullable Object... more) {
        WorkflowRun run = callback.run();
        String fingerprint = vault.fingerprint(callback.url().whole());
        @Nullable Object[] values = new @Nullable Object[7 + more.length];
        values[0] = vault.seal(callback.url().whole());
        values[1] = keys == null ? null : vault.seal(keys.format());
        values[2] = fingerprint;
        values[3] = fingerprint;
        values[4] = ClaimedCallback.target(callback.url());
        values[5] = run == null ? null : run.run();
        values[6] = run == null ? null : run.tracking();
        System.arraycopy(more, 0, values, 7, more.length);
        return values;
    }

    static Callback shown(Row row) {
        String target = row.getString(1);
        Long due = row.getLong(5) == null ? row.getLong(4) : null;
        return new Callback(
                row.getString(0),
                target.substring(0, target.lastIndexOf(':')),
                state(row.getString(2)),
                row.getInteger(3),
                due == null || due == 0 ? null : Timestamps.fromMicros(due),
                row.getString(6));
    }

    static CallbackState state(String text) {
        return CallbackState.of(text)
                .orElseThrow(() -> new IllegalStateException("A callback has the unknown state " + text));
    }

    ClaimedCallback claimed(Row row, Operation operation) {
        String secret = row.getString(2);
        return new ClaimedCallback(
                row.getLong(3),
                operation,
                url(vault.open(row.getString(1))),
                secret == null ? null : keys(secret),
                row.getInteger(4));
    }

    private SigningKeys keys(String sealed) {
        return SigningKeys.parse(vault.open(sealed));
    }

    private static CallbackUrl url(SecretText text) {
        return switch (CallbackUrl.parse(text.reveal())) {
            case CallbackUrl.Valid(CallbackUrl valid) -> valid;
            case CallbackUrl.Invalid(String reason) ->
                throw new IllegalStateException("A stored callback is no URL any more: " + reason);
        };
    }
}
