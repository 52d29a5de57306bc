package dev.bellhop.storage;

import dev.bellhop.access.CallbackUrl;
import dev.bellhop.access.SecretText;
import dev.bellhop.access.Vault;
import dev.bellhop.access.signing.SigningKeys;
import dev.bellhop.event.Timestamps;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionState.Ended;
import dev.bellhop.subscription.Workflow;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How subscriptions stand in their table: callback and secret sealed, and a fingerprint to find the callback by. */
final class SubscriptionRows {

    static final String SELECT = "SELECT id, source, callback, workflow, workflow_operation, position, created,"
            + " public_url, secret, ended, end_reason FROM subscription";
    static final String INSERT = "INSERT INTO subscription (id, source, callback, fingerprint, workflow,"
            + " workflow_operation, position, created, public_url, secret) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    static final String RENEW = "UPDATE subscription SET callback = ?, fingerprint = ?, workflow = ?,"
            + " workflow_operation = ?, public_url = ?, secret = ? WHERE id = ?";

    static final String ROTATE = "UPDATE subscription SET secret = ? WHERE id = ?";

    private final Vault vault;

    SubscriptionRows(Vault vault) {
        this.vault = vault;
    }

    String fingerprint(SecretText url) {
        return vault.fingerprint(url);
    }

    /** Values for {@link #INSERT}. */
    @Nullable
    Object[] added(Subscription wanted) {
        Workflow workflow = wanted.workflow();
        return new @Nullable Object[] {
            wanted.id(),
            wanted.source(),
            vault.seal(wanted.callback().whole()),
            fingerprint(wanted.callback().whole()),
            workflow == null ? null : workflow.id(),
            workflow == null ? null : workflow.operation(),
            wanted.position(),
            Timestamps.toMicros(wanted.created()),
            wanted.publicUrl(),
            sealed(wanted.signingKeys())
        };
    }

    /** Values for {@link #RENEW}. */
    @Nullable
    Object[] renewed(Subscription renewed) {
        Workflow workflow = renewed.workflow();
        return new @Nullable Object[] {
            vault.seal(renewed.callback().whole()),
            fingerprint(renewed.callback().whole()),
            workflow == null ? null : workflow.id(),
            workflow == null ? null : workflow.operation(),
            renewed.publicUrl(),
            sealed(renewed.signingKeys()),
            renewed.id()
        };
    }

    String mark() {
        return vault.mark();
    }

    List<Subscription> read(List<Row> rows) {
        return rows.stream().map(this::read).toList();
    }

    private Subscription read(Row row) {
        String workflow = row.getString(3);
        String secret = row.getString(8);
        return new Subscription(
                row.getString(0),
                row.getString(1),
                callback(vault.open(row.getString(2))),
                workflow == null ? null : new Workflow(workflow, row.getString(4)),
                state(row),
                row.getLong(5),
                Timestamps.fromMicros(row.getLong(6)),
                row.getString(7),
                secret == null ? null : SigningKeys.parse(vault.open(secret)));
    }

    @Nullable
    String sealed(@Nullable SigningKeys keys) {
        return keys == null ? null : vault.seal(keys.format());
    }

    private static SubscriptionState state(Row row) {
        Long ended = row.getLong(9);
        return ended == null
                ? new Active()
                : new Ended(EndReason.valueOf(row.getString(10)), Timestamps.fromMicros(ended));
    }

    private static CallbackUrl callback(SecretText url) {
        return switch (CallbackUrl.parse(url.reveal())) {
            case CallbackUrl.Valid(CallbackUrl valid) -> valid;
            case CallbackUrl.Invalid(String reason) ->
                throw new IllegalStateException("A stored callback is no URL any more: " + reason);
        };
    }
}
