package dev.bellhop.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.testing.InMemoryLeaseStore;
import dev.bellhop.testing.SeededRandom;
import dev.bellhop.testing.SettableTime;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {

    private final SettableTime time = new SettableTime();
    private final HeldBackLeaseStore store = new HeldBackLeaseStore(new InMemoryLeaseStore());
    private final LeaseKeeper ours = new LeaseKeeper(store, "ours", time, time::nanos);
    private final LeaseKeeper theirs = new LeaseKeeper(store, "theirs", time, time::nanos);

    @Test
    void a_free_lease_is_had_at_once() {
        done(ours.want(List.of("a", "b")));

        assertThat(ours.held("a")).get().satisfies(lease -> {
            assertThat(lease.epoch()).isEqualTo(1);
            assertThat(lease.until()).isEqualTo(time.instant().plus(LeaseKeeper.LEASE_LENGTH));
        });
        assertThat(ours.held("b")).isPresent();
        assertThat(ours.held("c")).isEmpty();
    }

    @Test
    void a_lease_has_one_owner() {
        done(ours.want(List.of("a")));
        done(theirs.want(List.of("a", "b")));

        assertThat(theirs.held("a")).isEmpty();
        assertThat(theirs.held("b")).isPresent();
    }

    @Test
    void renewing_keeps_a_lease_and_its_epoch() {
        done(ours.want(List.of("a")));
        for (int i = 0; i < 10; i++) {
            time.advance(LeaseKeeper.RENEW_EVERY);
            done(ours.tick());
            done(theirs.want(List.of("a")));
            assertThat(ours.held("a")).get().extracting(Lease::epoch).isEqualTo(1L);
            assertThat(theirs.held("a")).isEmpty();
        }
    }

    @Test
    void a_lease_that_is_not_renewed_counts_as_lost_before_others_can_take_it() {
        done(ours.want(List.of("a")));
        Duration safe = LeaseKeeper.LEASE_LENGTH.minus(LeaseKeeper.MARGIN);

        time.advance(safe.minusNanos(1_000));
        assertThat(ours.held("a")).isPresent();
        time.advance(Duration.ofNanos(1_000));
        assertThat(ours.held("a")).isEmpty();
        done(theirs.want(List.of("a")));
        assertThat(theirs.held("a")).isEmpty();

        time.advance(LeaseKeeper.MARGIN);
        done(theirs.tick());
        assertThat(theirs.held("a")).get().extracting(Lease::epoch).isEqualTo(2L);
    }

    @Test
    void a_clock_set_back_does_not_bring_a_lease_back_that_was_lost() {
        done(ours.want(List.of("a")));
        time.advance(LeaseKeeper.LEASE_LENGTH);
        done(theirs.want(List.of("a")));
        assertThat(theirs.held("a")).isPresent();

        time.set(time.instant().minus(Duration.ofMinutes(49)));
        assertThat(ours.held("a")).isEmpty();
        assertThat(theirs.held("a")).isPresent();
    }

    @Test
    void a_renewal_counts_from_when_it_was_asked_for() {
        done(ours.want(List.of("a")));
        time.advance(LeaseKeeper.RENEW_EVERY);
        store.hold();
        Uni<Void> tick = ours.tick();
        tick.subscribe().with(any -> {});
        time.advance(Duration.ofSeconds(6));
        store.letGo();
        time.set(time.instant().minus(Duration.ofMinutes(49)));

        assertThat(ours.held("a")).isPresent();
        time.advance(LeaseKeeper.LEASE_LENGTH.minus(LeaseKeeper.MARGIN).minusSeconds(6));
        assertThat(ours.held("a")).isEmpty();
    }

    @Test
    void a_lease_lost_by_stalling_is_claimed_again_when_the_other_gives_it_up() {
        done(ours.want(List.of("a")));
        time.advance(LeaseKeeper.LEASE_LENGTH);
        done(theirs.want(List.of("a")));

        done(ours.tick());
        assertThat(ours.held("a")).isEmpty();

        done(theirs.releaseAll());
        time.advance(LeaseKeeper.RENEW_EVERY);
        done(ours.tick());
        assertThat(ours.held("a")).get().extracting(Lease::epoch).isEqualTo(3L);
    }

    @Test
    void a_renewal_that_comes_late_but_in_time_keeps_the_lease() {
        done(ours.want(List.of("a")));
        time.advance(LeaseKeeper.LEASE_LENGTH.minusNanos(1_000));
        done(ours.tick());

        assertThat(ours.held("a")).get().extracting(Lease::epoch).isEqualTo(1L);
    }

    @Test
    void it_asks_the_database_only_when_it_is_time_to_renew() {
        done(ours.tick());
        int before = store.renewals();
        done(ours.tick());
        time.advance(LeaseKeeper.RENEW_EVERY.minusNanos(1_000));
        done(ours.tick());
        assertThat(store.renewals()).isEqualTo(before);
        time.advance(Duration.ofNanos(1_000));
        done(ours.tick());
        assertThat(store.renewals()).isEqualTo(before + 1);
    }

    @Test
    void a_clock_that_is_set_back_stops_no_renewal() {
        done(ours.want(List.of("a")));
        done(ours.tick());
        int before = store.renewals();

        time.advance(Duration.ofHours(-1));
        done(ours.tick());

        assertThat(store.renewals()).isEqualTo(before + 1);
        assertThat(ours.held("a"))
                .get()
                .satisfies(lease ->
                        assertThat(lease.until()).isEqualTo(time.instant().plus(LeaseKeeper.LEASE_LENGTH)));
    }

    @Test
    void what_is_wanted_and_held_by_others_is_asked_for_at_every_renewal() {
        done(theirs.want(List.of("a")));
        done(ours.want(List.of("a")));
        done(theirs.unwant(List.of("a")));
        assertThat(theirs.held("a")).isEmpty();

        done(ours.tick());
        assertThat(ours.held("a")).isPresent();
    }

    @Test
    void what_is_no_longer_wanted_is_free_for_others_and_not_claimed_again() {
        done(ours.want(List.of("a")));
        done(ours.unwant(List.of("a")));
        time.advance(LeaseKeeper.RENEW_EVERY);
        done(ours.tick());

        assertThat(ours.held("a")).isEmpty();
        done(theirs.want(List.of("a")));
        assertThat(theirs.held("a")).isPresent();
    }

    @Test
    void a_clean_shutdown_frees_everything() {
        done(ours.want(List.of("a", "b")));
        done(ours.releaseAll());
        done(theirs.want(List.of("a", "b")));

        assertThat(ours.held("a")).isEmpty();
        assertThat(theirs.held("a")).isPresent();
        assertThat(theirs.held("b")).isPresent();
    }

    @Test
    void a_failed_renewal_loses_nothing_and_is_tried_again_at_the_next_tick() {
        done(ours.want(List.of("a")));
        store.failNext();
        time.advance(LeaseKeeper.RENEW_EVERY);
        assertThat(failed(ours.tick())).isTrue();
        assertThat(ours.held("a")).isPresent();

        done(ours.tick());
        assertThat(ours.held("a")).get().satisfies(lease -> {
            assertThat(lease.epoch()).isEqualTo(1);
            assertThat(lease.until()).isEqualTo(time.instant().plus(LeaseKeeper.LEASE_LENGTH));
        });
    }

    @Test
    void a_claim_that_failed_is_made_again() {
        store.failNext();
        assertThat(failed(ours.want(List.of("a")))).isTrue();
        done(ours.tick());
        assertThat(ours.held("a")).isPresent();
    }

    @Test
    void two_owners_never_both_hold_a_lease_and_epochs_only_grow() {
        SeededRandom.check(50, random -> {
            SettableTime clock = new SettableTime();
            InMemoryLeaseStore shared = new InMemoryLeaseStore();
            List<LeaseKeeper> keepers = List.of(
                    new LeaseKeeper(shared, "one", clock, clock::nanos),
                    new LeaseKeeper(shared, "two", clock, clock::nanos),
                    new LeaseKeeper(shared, "three", clock, clock::nanos));
            TreeSet<Long> epochs = new TreeSet<>(List.of(0L));
            for (int step = 0; step < 200; step++) {
                LeaseKeeper keeper = keepers.get(random.nextInt(3));
                clock.advance(Duration.ofMillis(random.nextLong(random.nextInt(10) == 0 ? 20_000 : 2_000)));
                done(
                        switch (random.nextInt(4)) {
                            case 0 -> keeper.want(List.of("a"));
                            case 1 -> random.nextInt(5) == 0 ? keeper.unwant(List.of("a")) : keeper.tick();
                            default -> keeper.tick();
                        });
                List<Lease> held = keepers.stream()
                        .flatMap(each -> each.held("a").stream())
                        .toList();
                assertThat(held).hasSizeLessThanOrEqualTo(1);
                held.forEach(lease -> {
                    assertThat(lease.epoch()).isGreaterThanOrEqualTo(epochs.last());
                    epochs.add(lease.epoch());
                });
            }
            assertThat(epochs).hasSizeGreaterThan(1);
        });
    }

    private static void done(Uni<Void> work) {
        work.await().atMost(Duration.ofSeconds(5));
    }

    private static boolean failed(Uni<Void> work) {
        return work.onItem()
                .transform(done -> false)
                .onFailure()
                .recoverWithItem(true)
                .await()
                .atMost(Duration.ofSeconds(5));
    }
}
