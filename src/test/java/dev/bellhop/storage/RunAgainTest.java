package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.NOW;
import static dev.bellhop.storage.Samples.callback;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.operation.callback.CallbackState;
import dev.bellhop.operation.callback.CallbackStore;
import dev.bellhop.operation.callback.ClaimedCallback;
import dev.bellhop.operation.callback.NewCallback;
import dev.bellhop.operation.callback.Turns;
import dev.bellhop.operation.store.NewOperation;
import dev.bellhop.storage.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The callback of an operation that is over, and then runs again before the callback was made. */
class RunAgainTest {

    @TempDir
    private Path folder;

    private Database database;
    private Stores stores;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(Stores.VERTX, folder.resolve("bellhop.db"));
        stores = Stores.over(database);
    }

    @AfterEach
    void close() {
        get(database.close());
    }

    @Test
    void it_waits_for_the_new_end() {
        CallbackStore callbacks = stores.callbacks();
        NewOperation operation = new NewOperation("a", "act", "me", null, "{}", NOW, NOW.plusSeconds(60));
        NewCallback wanted = new NewCallback(callback("https://a.test/"), null, null, NOW);
        assertThat(get(callbacks.subscribe(operation, wanted))).isPresent();
        get(stores.operations().cancel("a", null, NOW));

        get(database.inTransaction(transaction ->
                transaction.update("UPDATE operation SET status = 'waiting', ended = NULL, due = 0 WHERE id = 'a'")));

        assertThat(claim(callbacks)).isEmpty();
        assertThat(get(callbacks.of(List.of("a"))).get("a").state()).isEqualTo(CallbackState.WAITING);
        get(stores.operations().cancel("a", "again", NOW));
        assertThat(claim(callbacks))
                .singleElement()
                .satisfies(claimed -> assertThat(claimed.operation().reason()).isEqualTo("again"));
    }

    private static List<ClaimedCallback> claim(CallbackStore callbacks) {
        return get(callbacks.claim("me", NOW, NOW.plusSeconds(45), 9, new Turns(Map.of(), 9)));
    }
}
