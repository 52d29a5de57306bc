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
import dev.bellhop.subscription.sealing.SealedStore.Sealed;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How subscriptions stand in their table: what may be secret is sealed, and a fingerprint finds the callback. */
final class SubscriptionRows {

    static final String SELECT = "SELECT id, source, callback, workflow, workflow_operation, position, created,"
            + " public_url, secret, ended, end_reason, options, paused, paused_by, failing, failing_reason,"
            + " owner FROM subscription";
    static final String INSERT = "INSERT INTO subscription (callback, fingerprint, workflow, workflow_operation,"
            + " public_url, secret, options, expires, paused, paused_by, failing, failing_reason, owner, id, source,"
            + " position, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** Everything that may change but the place in the log and the end. */
    static final String UPDATE = "UPDATE subscription SET callback = ?, fingerprint = ?, workflow = ?,"
            + " workflow_operation = ?, public_url = ?, secret = ?, options = ?, expires = ?, paused = ?, paused_by = ?,"
            + " failing = ?, failing_reason = ?, owner = ? WHERE id = ?";

    /** Only "v1." and the id of the key: where a sealed text does not begin like that, nothing of it is shown. */
    static final String COUNT_BY_KEY = "SELECT key_id, COUNT(*) FROM (SELECT CASE WHEN callback LIKE 'v1.%'"
            + " THEN substr(callback, 4, 8) ELSE 'unknown' END AS key_id FROM subscription) AS marks GROUP BY key_id";

    /**
     * Sealed anew, if it still is as it was read: everything sealed is written together, so the callback speaks for the
     * rest. A fingerprint that another open one has already would not be allowed.
     */
    static final String SEAL_ANEW = "UPDATE subscription SET callback = ?, secret = ?, options = ?, fingerprint = CASE"
            + " WHEN ended IS NULL AND EXISTS (SELECT 1 FROM subscription other WHERE other.source = ?"
            + " AND other.fingerprint = ? AND other.ended IS NULL AND other.id <> subscription.id) THEN fingerprint"
            + " ELSE ? END WHERE id = ? AND callback = ?";

    private final Vault vault;

    SubscriptionRows(Vault vault) {
        this.vault = vault;
    }

    /** Fingerprints under which the callback may stand in the table; always as many as {@link #fingerprintIs} takes. */
    List<String> fingerprints(SecretText url) {
        return vault.fingerprints(url);
    }

    /** A condition: a row of before the key was changed has the fingerprint of the key before. */
    String fingerprintIs() {
        return "fingerprint IN ("
                + String.join(", ", Collections.nCopies(vault.otherKeyIds().size() + 1, "?")) + ')';
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

    static Sealed asSealed(Row row) {
        return new Sealed(row.getString(0), row.getString(1), row.getString(2), row.getString(3), row.getString(4));
    }

    /** Values for {@link #SEAL_ANEW}; empty if it cannot be opened. */
    Optional<@Nullable Object[]> sealedAnew(Sealed read) {
        try {
            SecretText url = vault.open(read.callback());
            String fingerprint = vault.fingerprint(url);
            return Optional.of(new @Nullable Object[] {
                vault.seal(url),
                read.secret() == null ? null : vault.seal(vault.open(read.secret())),
                read.options() == null ? null : vault.seal(vault.open(read.options())),
                read.source(),
                fingerprint,
                fingerprint,
                read.id(),
                read.callback()
            });
        } catch (IllegalStateException changedFromOutside) {
            return Optional.empty();
        }
    }

    List<Subscription> read(List<Row> rows) {
        return rows.stream().map(this::read).toList();
    }

    private List<@Nullable Object> changing(Subscription subscription) {
        Workflow workflow = subscription.workflow();
        SubscriptionOptions options = subscription.options();
        List<@Nullable Object> values = new ArrayList<>();
        values.add(vault.seal(subscription.callback().whole()));
        values.add(vault.fingerprint(subscription.callback().whole()));
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
        values.add(subscription.owner());
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
                options(row.getString(11)),
                row.getString(16));
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
