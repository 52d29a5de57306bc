package dev.bellhop.operation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.operation.store.NewOperation;
import dev.bellhop.operation.store.OperationChoice;
import dev.bellhop.testing.InMemoryOperationStore;
import dev.bellhop.testing.SettableTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OperationRetentionTest {

    private final SettableTime clock = new SettableTime();
    private final InMemoryOperationStore store = new InMemoryOperationStore();
    private final OperationRetention retention = new OperationRetention(store, Duration.ofDays(30), clock);

    @Test
    void what_was_over_for_so_long_is_forgotten_and_nothing_else() {
        start("over");
        start("going");
        store.cancel("over", null, clock.instant()).await().indefinitely();
        clock.advance(Duration.ofDays(30));
        retention.tick().await().indefinitely();
        assertThat(left()).isEqualTo(2);
        clock.advance(Duration.ofSeconds(1));
        retention.tick().await().indefinitely();
        assertThat(left()).isEqualTo(1);
    }

    @Test
    void a_tick_forgets_many_but_not_without_end() {
        int all = OperationRetention.BATCH * OperationRetention.BATCHES_A_TICK + 1;
        for (int i = 0; i < all; i++) {
            start("id" + i);
            store.cancel("id" + i, null, clock.instant()).await().indefinitely();
        }
        clock.advance(Duration.ofDays(31));
        retention.tick().await().indefinitely();
        assertThat(left()).isEqualTo(1);
        retention.tick().await().indefinitely();
        assertThat(left()).isZero();
    }

    private void start(String id) {
        store.start(new NewOperation(
                        id,
                        "act",
                        "me",
                        null,
                        "{}",
                        clock.instant(),
                        clock.instant().plusSeconds(60)))
                .await()
                .indefinitely();
    }

    private int left() {
        return store.list(OperationChoice.ALL, 100_000).await().indefinitely().size();
    }
}
