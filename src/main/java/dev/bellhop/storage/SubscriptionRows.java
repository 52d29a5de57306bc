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
import dev.bellhop.subscription.SubscriptionState.Failing;
import dev.bellhop.subscription.SubscriptionState.Paused;
import dev.bellhop.subscription.SubscriptionState.PausedBy;
import dev.bellhop.subscription.Workflow;
import dev.bellhop.subscription.options.SubscriptionOptions;
import dev.bellhop.subscription.options.WrittenOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How subscriptions stand in their table: what may be secret is sealed, and a fingerprint finds the callback. */
final class SubscriptionRows {

    static final String SELECT = "SELECT id, source, callback, workflow, workflow_operation, position, created,"
            + " public_url, secret, ended, end_reason, options, paused, paused_by, failing, failing_reason"
            + " FROM subscription";
    static final String INSERT = "INSERT INTO subscription (callback, fingerprint, workflow, workflow_operation,"
            + " public_url, secret, options, expires, paused, paused_by, failing, failing_reason, id, source, position,"
            + " created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** Everything that may change but the place in the log and the end. */
    static final String UPDATE = "UPDATE subscription SET callback = ?, fingerprint = ?, workflow = ?,"
            + " workflow_operation = ?, public_url = ?, secret = ?, options = ?, expires = ?, paused = ?, paused_by = ?,"
            + " failing = ?, failing_reason = ? WHERE id = ?";

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
        List<@Nullable Object> values = changing(wanted);
        values.addAll(
                Arrays.asList(wanted.id(), wanted.source(), wanted.position(), Timestamps.toMicros(wanted.created())));
        return values.toArray();
    }

    /** Values for {@link #UPDATE}. */
    @Nullable
    Object[] updated(Subscription changed) {
        List<@Nullable Object> values = changing(changed);
        values.add(changed.id());
        return values.toArray();
    }

    String mark() {
        return vault.mark();
    }

    List<Subscription> read(List<Row> rows) {
        return rows.stream().map(this::read).toList();
    }

    private List<@Nullable Object> changing(Subscription subscription) {
        Workflow workflow = subscription.workflow();
        SubscriptionOptions options = subscription.options();
        List<@Nullable Object> values = new ArrayList<>();
        values.add(vault.seal(subscription.callback().whole()));
        values.add(fingerprint(subscription.callback().whole()));
        values.add(workflow == null ? null : workflow.id());
        values.add(workflow == null ? null : workflow.operation());
        values.add(subscription.publicUrl());
        values.add(
                subscription.signingKeys() == null
                        ? null
                        : vault.seal(subscription.signingKeys().format()));
        values.add(
                options.equals(SubscriptionOptions.DEFAULT)
                        ? null
                        : vault.seal(new SecretText(new JsonObject(WrittenOptions.format(options)).encode())));
        values.add(micros(options.expires()));
        Paused paused = subscription.state() instanceof Paused state ? state : null;
        values.add(paused == null ? null : micros(paused.since()));
        values.add(paused == null ? null : paused.by().name());
        Failing failing = subscription.state() instanceof Failing state ? state : null;
        values.add(failing == null ? null : micros(failing.since()));
        values.add(failing == null ? null : failing.reason());
        return values;
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
                secret == null ? null : SigningKeys.parse(vault.open(secret)),
                options(row.getString(11)));
    }

    private static @Nullable Long micros(@Nullable Instant time) {
        return time == null ? null : Timestamps.toMicros(time);
    }

    private SubscriptionOptions options(@Nullable String sealed) {
        if (sealed == null) {
            return SubscriptionOptions.DEFAULT;
        }
        return switch (WrittenOptions.read(new JsonObject(vault.open(sealed).reveal()).getMap())) {
            case WrittenOptions.Read(SubscriptionOptions options) -> options;
            case WrittenOptions.Invalid invalid ->
                throw new IllegalStateException("Stored options cannot be read any more: " + invalid.property());
        };
    }

    private static SubscriptionState state(Row row) {
        if (row.getLong(9) != null) {
            return new Ended(EndReason.valueOf(row.getString(10)), Timestamps.fromMicros(row.getLong(9)));
        }
        if (row.getLong(12) != null) {
            return new Paused(PausedBy.valueOf(row.getString(13)), Timestamps.fromMicros(row.getLong(12)));
        }
        return row.getLong(14) == null
                ? new Active()
                : new Failing(Timestamps.fromMicros(row.getLong(14)), Objects.requireNonNull(row.getString(15)));
    }

    private static CallbackUrl callback(SecretText url) {
        return switch (CallbackUrl.parse(url.reveal())) {
            case CallbackUrl.Valid(CallbackUrl valid) -> valid;
            case CallbackUrl.Invalid(String reason) ->
                throw new IllegalStateException("A stored callback is no URL any more: " + reason);
        };
    }
}
