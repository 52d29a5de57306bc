package dev.bellhop.storage.operation;

import dev.bellhop.access.Vault;
import dev.bellhop.operation.callback.Callback;
import dev.bellhop.operation.callback.CallbackStore;
import dev.bellhop.operation.callback.ClaimedCallback;
import dev.bellhop.operation.callback.NewCallback;
import dev.bellhop.operation.callback.Settled;
import dev.bellhop.operation.callback.Turns;
import dev.bellhop.operation.store.NewOperation;
import dev.bellhop.operation.store.OperationStore.Started;
import dev.bellhop.storage.Database;
import dev.bellhop.storage.GroupCommit;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Callbacks of operations in SQL; what callers and attempts bring is committed in groups. */
public final class SqlCallbackStore implements CallbackStore {

    private final Database database;
    private final Unsubscribing unsubscribing;
    private final CallbackClaims claims;
    private final GroupCommit<Subscribing.Wanted, Optional<Started>> subscribes;
    private final GroupCommit<Unsubscribing.Wish, List<String>> unsubscribes;
    private final GroupCommit<Settled, Boolean> saves;

    public SqlCallbackStore(Database database, Vault vault) {
        CallbackRows rows = new CallbackRows(vault);
        this.database = database;
        this.unsubscribing = new Unsubscribing(database, rows);
        this.claims = new CallbackClaims(database, rows);
        this.subscribes = new GroupCommit<>(new Subscribing(database, rows)::all, Subscribing::weight);
        this.unsubscribes = new GroupCommit<>(unsubscribing::all, Unsubscribing::weight);
        this.saves = new GroupCommit<>(claims::saveAll, CallbackClaims::weight);
    }

    @Override
    public Uni<Optional<Started>> subscribe(NewOperation operation, NewCallback callback) {
        return subscribes.submit(new Subscribing.Wanted(operation, callback));
    }

    @Override
    public Uni<List<String>> find(Selector which) {
        return unsubscribing.find(which);
    }

    @Override
    public Uni<List<String>> unsubscribe(Collection<String> operations, @Nullable String reason, Instant now) {
        return unsubscribes.submit(Unsubscribing.Wish.of(operations, reason, now));
    }

    @Override
    public Uni<Map<String, Callback>> of(Collection<String> operations) {
        return database.query(CallbackRows.SHOWN + database.dialect().stringsOf("?"), Database.strings(operations))
                .map(rows -> rows.stream()
                        .map(CallbackRows::shown)
                        .collect(Collectors.toMap(Callback::operation, callback -> callback)));
    }

    @Override
    public Uni<List<ClaimedCallback>> claim(String owner, Instant now, Instant until, int limit, Turns turns) {
        return claims.claim(owner, now, until, limit, turns);
    }

    @Override
    public Uni<Boolean> save(Settled settled) {
        return saves.submit(settled);
    }

    @Override
    public Uni<Integer> takeBack(String owner) {
        return claims.takeBack(owner);
    }

    @Override
    public Uni<Boolean> redrive(String operation) {
        return claims.redrive(operation);
    }
}
