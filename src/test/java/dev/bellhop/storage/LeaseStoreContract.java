package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.NOW;
import static dev.bellhop.storage.Stores.atOnce;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.lease.Lease;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** At most one owner a name at any time, and an epoch that tells owners apart. */
interface LeaseStoreContract {

    Instant LATER = NOW.plusSeconds(15);

    Stores stores();

    @Test
    default void a_free_name_is_the_claimers() {
        assertThat(claim("ann", "a", "b"))
                .containsExactlyInAnyOrder(new Lease("a", 1, LATER), new Lease("b", 1, LATER));
    }

    @Test
    default void claiming_nothing_gives_nothing() {
        claim("ann", "a");
        assertThat(claim("ann")).isEmpty();
    }

    @Test
    default void a_name_held_by_another_is_missing_in_the_answer() {
        claim("ann", "a");
        assertThat(claim("bob", "a", "b")).containsExactly(new Lease("b", 1, LATER));
    }

    @Test
    default void the_answer_has_only_the_names_asked_for() {
        claim("ann", "a");
        assertThat(claim("ann", "b")).extracting(Lease::name).containsExactly("b");
    }

    @Test
    default void claiming_what_one_has_prolongs_it_in_the_same_epoch() {
        claim("ann", "a");
        assertThat(claimAt(NOW.plusSeconds(5), "ann", "a")).containsExactly(new Lease("a", 1, LATER.plusSeconds(5)));
    }

    @Test
    default void an_expired_lease_goes_to_the_next_in_a_new_epoch() {
        claim("ann", "a");
        assertThat(claimAt(LATER.minusNanos(1_000), "bob", "a")).isEmpty();
        assertThat(claimAt(LATER, "bob", "a")).containsExactly(new Lease("a", 2, LATER.plusSeconds(15)));
        assertThat(claimAt(LATER, "ann", "a")).isEmpty();
    }

    @Test
    default void an_owner_that_was_away_gets_a_new_epoch_too() {
        claim("ann", "a");
        assertThat(claimAt(LATER.plusSeconds(1), "ann", "a"))
                .extracting(Lease::epoch)
                .containsExactly(2L);
    }

    @Test
    default void epochs_never_come_again() {
        for (long epoch = 1; epoch <= 5; epoch++) {
            String owner = epoch % 2 == 0 ? "ann" : "bob";
            assertThat(claim(owner, "a")).extracting(Lease::epoch).containsExactly(epoch);
            release(owner, "a");
        }
    }

    @Test
    default void renewing_prolongs_all_that_one_has_in_the_same_epoch() {
        claim("ann", "a", "b");
        claim("bob", "c");
        Instant until = LATER.plusSeconds(7);
        assertThat(renew("ann", NOW.plusSeconds(7), until))
                .containsExactlyInAnyOrder(new Lease("a", 1, until), new Lease("b", 1, until));
        assertThat(claimAt(LATER, "bob", "a", "b", "c")).extracting(Lease::name).containsExactly("c");
    }

    @Test
    default void an_expired_lease_cannot_be_renewed() {
        claim("ann", "a");
        assertThat(renew("ann", LATER, LATER.plusSeconds(15))).isEmpty();
        assertThat(claimAt(LATER, "bob", "a")).hasSize(1);
        assertThat(renew("ann", LATER, LATER.plusSeconds(15))).isEmpty();
    }

    @Test
    default void renewing_nothing_gives_nothing() {
        assertThat(renew("ann", NOW, LATER)).isEmpty();
    }

    @Test
    default void a_released_name_is_free_at_once() {
        claim("ann", "a", "b");
        release("ann", "a");
        assertThat(claim("bob", "a", "b")).containsExactly(new Lease("a", 2, LATER));
        assertThat(renew("ann", NOW, LATER)).extracting(Lease::name).containsExactly("b");
    }

    @Test
    default void nobody_releases_what_is_anothers() {
        claim("ann", "a");
        release("bob", "a", "unknown");
        release("bob");
        assertThat(claim("bob", "a")).isEmpty();
    }

    @Test
    default void names_of_any_kind_are_kept_apart() {
        List<String> names = List.of("pump/ä", "pump/a\u0308", "scan/\"x\"", "scan/\\", "A", "a", "a ", "💾");
        assertThat(get(stores().leases().claim(names, "ann", NOW, LATER)))
                .extracting(Lease::name)
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    default void two_owners_that_race_share_no_name() {
        List<String> names = IntStream.range(0, 50).mapToObj(n -> "pump/" + n).toList();
        for (int round = 0; round < 5; round++) {
            Instant now = NOW.plusSeconds(60L * round);
            List<List<Lease>> won = atOnce(4, owner -> {
                List<String> wanted = owner % 2 == 0 ? names : names.reversed();
                List<Lease> mine = get(stores().leases().claim(wanted, "owner" + owner, now, now.plusSeconds(30)));
                assertThat(get(stores().leases().renew("owner" + owner, now, now.plusSeconds(30))))
                        .containsExactlyInAnyOrderElementsOf(mine);
                return mine;
            });
            List<String> all =
                    won.stream().flatMap(List::stream).map(Lease::name).toList();
            assertThat(all).containsExactlyInAnyOrderElementsOf(names);
            assertThat(won.stream().flatMap(List::stream))
                    .extracting(Lease::epoch)
                    .containsOnly(round + 1L);
        }
    }

    @Test
    default void claims_of_one_owner_that_overlap_agree_on_the_epoch() {
        List<List<Lease>> answers = atOnce(4, thread -> claim("ann", "a", "b"));
        Set<Lease> different = new HashSet<>();
        answers.forEach(different::addAll);
        assertThat(different).containsExactlyInAnyOrder(new Lease("a", 1, LATER), new Lease("b", 1, LATER));
    }

    private List<Lease> claim(String owner, String... names) {
        return claimAt(NOW, owner, names);
    }

    private List<Lease> claimAt(Instant now, String owner, String... names) {
        return get(stores().leases().claim(List.of(names), owner, now, now.plusSeconds(15)));
    }

    private Collection<Lease> renew(String owner, Instant now, Instant until) {
        return get(stores().leases().renew(owner, now, until));
    }

    private void release(String owner, String... names) {
        get(stores().leases().release(List.of(names), owner));
    }
}
