package dev.bellhop.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.testing.InMemoryLeaseStore;
import dev.bellhop.testing.SettableTime;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers of the database overtake each other: no lease may be taken for lost, claimed twice, or kept unwanted. */
class LeaseRacesTest {

    private final SettableTime time = new SettableTime();
    private final InMemoryLeaseStore database = new InMemoryLeaseStore();
    private final HeldBackLeaseStore store = new HeldBackLeaseStore(database);
    private final LeaseKeeper keeper = new LeaseKeeper(store, "ours", time, time::nanos);
    private final LeaseKeeper other = new LeaseKeeper(database, "theirs", time, time::nanos);

    @Test
    void the_answer_to_an_older_renewal_takes_no_newer_lease_away() {
        // given a renewal that the database did before the claim, and whose answer is late
        store.hold();
        begin(keeper.tick());
        store.goOn();
        begin(keeper.want(List.of("a")));
        Lease claimed = keeper.held("a").orElseThrow();
        // when
        store.letGo();
        // then a second claim would have given it a new epoch, and stopped the work that began under the old one
        assertThat(keeper.held("a")).contains(claimed);
        assertThat(store.claims()).isEqualTo(1);
    }

    @Test
    void a_lease_that_is_being_claimed_is_not_claimed_once_more() {
        store.hold();
        begin(keeper.tick());
        begin(keeper.want(List.of("a")));
        begin(keeper.want(List.of("a")));
        store.letGo();
        assertThat(store.claims()).isEqualTo(1);

        store.letGo();

        assertThat(keeper.held("a")).isPresent();
    }

    @Test
    void a_claim_that_failed_or_was_abandoned_does_not_stop_the_next_one() {
        store.hold();
        keeper.want(List.of("a")).subscribe().with(done -> {}).cancel();
        store.goOn();
        begin(keeper.want(List.of("a")));
        assertThat(keeper.held("a")).isPresent();

        store.failNext();
        begin(keeper.want(List.of("b")));
        begin(keeper.want(List.of("b")));
        assertThat(keeper.held("b")).isPresent();
    }

    @Test
    void a_lease_that_arrives_when_it_is_no_longer_wanted_is_given_back() {
        // given a claim that the database did after the lease had been given up
        begin(database.claim(
                        List.of("a"), "ours", time.instant(), time.instant().plus(LeaseKeeper.LEASE_LENGTH))
                .replaceWithVoid());
        // when
        begin(keeper.tick());
        // then others need not wait until this process ends
        begin(other.want(List.of("a")));
        assertThat(other.held("a")).isPresent();
        assertThat(keeper.held("a")).isEmpty();
    }

    @Test
    void giving_up_wins_over_a_claim_and_a_renewal_that_are_under_way() {
        begin(keeper.want(List.of("a")));
        store.hold();
        begin(keeper.want(List.of("b")));
        time.advance(Duration.ofSeconds(5));
        begin(keeper.tick());
        store.goOn();
        begin(keeper.unwant(List.of("a", "b")));
        store.letGo();
        store.letGo();

        assertThat(keeper.held("a")).isEmpty();
        assertThat(keeper.held("b")).isEmpty();
    }

    private static void begin(Uni<Void> work) {
        work.subscribe().with(done -> {}, failure -> {});
    }
}
