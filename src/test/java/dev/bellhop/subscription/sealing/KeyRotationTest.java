package dev.bellhop.subscription.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.access.Vault;
import dev.bellhop.lease.LeaseKeeper;
import dev.bellhop.testing.InMemoryLeaseStore;
import dev.bellhop.testing.LogEar;
import dev.bellhop.testing.SettableTime;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyRotationTest {

    private static final int A_TICK = KeyRotation.BATCH * KeyRotation.BATCHES_A_TICK;

    private final SettableTime clock = new SettableTime();
    private final InMemoryLeaseStore leaseStore = new InMemoryLeaseStore();
    private final LeaseKeeper leases = new LeaseKeeper(leaseStore, "one", clock, clock::nanos);
    private final Table table = new Table();
    private final KeyRotation rotation =
            new KeyRotation(table, KeyRotation.SUBSCRIPTIONS, leases, List.of("old", "older"));
    private final LogEar ear = new LogEar("dev.bellhop.sealing");

    @AfterEach
    void listenNoMore() {
        ear.close();
    }

    @Test
    void without_other_keys_the_database_is_not_asked() {
        tick(new KeyRotation(table, KeyRotation.SUBSCRIPTIONS, leases, List.of()));
        assertThat(table.counted).isZero();
        assertThat(ear.heard()).isEmpty();
    }

    @Test
    void where_nothing_is_left_it_looks_once() {
        table.fill("new", 3);
        tick(rotation);
        table.fill("old", 4);
        tick(rotation);
        assertThat(table.counted).isEqualTo(1);
        assertThat(table.under("old")).isEqualTo(4);
        assertThat(ear.heard()).singleElement().asString().contains("no subscription is sealed", "old, older");
    }

    @Test
    void it_goes_through_all_in_small_steps_and_says_so() {
        table.fill("old", A_TICK + 5);
        table.fill("new", 7);
        table.fill("older", 20);
        tick(rotation);
        assertThat(table.under("old") + table.under("older")).isEqualTo(25);
        assertThat(table.largest).isEqualTo(KeyRotation.BATCH);
        assertThat(leases.held(KeyRotation.SUBSCRIPTIONS.lease())).isPresent();
        tick(rotation);
        assertThat(table.under("new")).isEqualTo(A_TICK + 32);
        assertThat(leases.held(KeyRotation.SUBSCRIPTIONS.lease())).isEmpty();
        int counted = table.counted;
        tick(rotation);
        assertThat(table.counted).isEqualTo(counted);
        assertThat(ear.heard()).hasSize(3);
        assertThat(ear.heard().get(0)).contains("the former keys old, older: 2,025 subscriptions");
        assertThat(ear.heard().get(1)).contains("so far: 2,000 subscriptions");
        assertThat(ear.heard().get(2))
                .contains(
                        "sealed anew: 2,025 subscriptions; the former keys old, older are not needed any more to read,"
                                + " only for tokens handed out under them");
    }

    @Test
    void one_key_and_one_subscription_are_said_as_such() {
        table.fill("old", 1);
        tick(rotation);
        assertThat(ear.heard().getLast())
                .contains("sealed anew: 1 subscription; the former key old is not needed any more to read, only for"
                        + " tokens handed out under it");
    }

    @Test
    void it_waits_for_another_process_that_does_it_and_takes_over_when_that_one_is_gone() {
        LeaseKeeper other = new LeaseKeeper(leaseStore, "two", clock, clock::nanos);
        done(other.want(List.of(KeyRotation.SUBSCRIPTIONS.lease())));
        table.fill("old", 30);
        tick(rotation);
        tick(rotation);
        assertThat(table.under("old")).isEqualTo(30);

        clock.advance(LeaseKeeper.LEASE_LENGTH.plusSeconds(1));
        done(leases.tick());
        tick(rotation);

        assertThat(table.under("old")).isZero();
        assertThat(ear.heard().getLast()).contains("sealed anew: 30 subscriptions");
    }

    @Test
    void when_the_other_process_has_done_all_there_is_nothing_to_claim() {
        LeaseKeeper other = new LeaseKeeper(leaseStore, "two", clock, clock::nanos);
        done(other.want(List.of(KeyRotation.SUBSCRIPTIONS.lease())));
        table.fill("old", 30);
        tick(rotation);
        table.keys.replaceAll((id, key) -> "new");
        done(other.unwant(List.of(KeyRotation.SUBSCRIPTIONS.lease())));
        clock.advance(Duration.ofSeconds(5));
        done(leases.tick());
        tick(rotation);
        assertThat(ear.heard().getLast()).contains("another instance has sealed anew what was left");
        assertThat(leases.held(KeyRotation.SUBSCRIPTIONS.lease())).isEmpty();
    }

    @Test
    void one_that_changed_hands_meanwhile_is_met_again() {
        table.fill("old", 3);
        table.changing = "1";
        tick(rotation);
        assertThat(table.under("old")).isEqualTo(1);
        assertThat(ear.heard()).hasSize(1);
        table.changing = null;
        tick(rotation);
        assertThat(table.under("old")).isZero();
        assertThat(ear.heard().getLast()).contains("sealed anew: 3 subscriptions");
    }

    @Test
    void one_that_cannot_be_opened_ends_it_with_a_warning() {
        table.fill("old", 3);
        table.damaged = "1";
        tick(rotation);
        assertThat(table.under("old")).isEqualTo(1);
        assertThat(ear.heard().getLast()).contains("2 subscriptions; 1 subscription under the former key old cannot");
        int counted = table.counted;
        tick(rotation);
        assertThat(table.counted).isEqualTo(counted);
    }

    @Test
    void what_a_killed_process_left_is_done_by_the_next_one() {
        table.fill("old", A_TICK + 50);
        tick(rotation);
        assertThat(table.under("old")).isEqualTo(50);
        tick(new KeyRotation(table, KeyRotation.SUBSCRIPTIONS, leases, List.of("old")));
        assertThat(table.under("old")).isZero();
    }

    @Test
    void a_failure_is_told_and_the_next_tick_goes_on() {
        table.fill("old", 50);
        table.failing = true;
        assertThatThrownBy(() -> tick(rotation)).hasMessage("down");
        table.failing = false;
        tick(rotation);
        assertThat(table.under("old")).isZero();
    }

    private static void tick(KeyRotation rotation) {
        done(rotation.tick());
    }

    private static void done(Uni<Void> work) {
        work.await().atMost(Duration.ofSeconds(10));
    }

    /** Which key has sealed what. */
    private static final class Table implements SealedStore {

        private final TreeMap<String, String> keys = new TreeMap<>();
        private int counted;
        private int largest;
        private boolean failing;
        /** Somebody changes it whenever it was read. */
        private @Nullable String changing;

        private @Nullable String damaged;

        void fill(String key, int count) {
            for (int n = 0; n < count; n++) {
                keys.put(Integer.toString(keys.size()), key);
            }
        }

        long under(String key) {
            return keys.values().stream().filter(key::equals).count();
        }

        @Override
        public Uni<Map<String, Long>> countByKey() {
            counted++;
            Map<String, Long> counts = new HashMap<>();
            keys.values().forEach(key -> counts.merge(key, 1L, Long::sum));
            return Uni.createFrom().item(Map.copyOf(counts));
        }

        @Override
        public Uni<List<Sealed>> sealedBy(Collection<String> keyIds, String afterId, int limit) {
            return Uni.createFrom()
                    .item(keys.tailMap(afterId, false).entrySet().stream()
                            .filter(row -> keyIds.contains(row.getValue()))
                            .limit(limit)
                            .map(row -> new Sealed(row.getKey(), "inbox", Vault.mark(row.getValue()) + "…", null, null))
                            .toList());
        }

        @Override
        public Uni<Outcome> sealAnew(List<Sealed> read) {
            if (failing) {
                return Uni.createFrom().failure(new IllegalStateException("down"));
            }
            largest = Math.max(largest, read.size());
            int anew = 0;
            int broken = 0;
            for (Sealed row : read) {
                if (row.id().equals(damaged)) {
                    broken++;
                } else if (!row.id().equals(changing)) {
                    keys.put(row.id(), "new");
                    anew++;
                }
            }
            return Uni.createFrom().item(new Outcome(anew, broken));
        }
    }
}
