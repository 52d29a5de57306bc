package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.NOW;
import static dev.bellhop.storage.Stores.atOnce;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.Caller.KeyHolder;
import dev.bellhop.access.Right;
import dev.bellhop.access.keys.KeyStore.Addition;
import dev.bellhop.access.keys.StoredKey;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Created keys. */
interface KeyStoreContract {

    int KEYS_MAX = 100;

    Stores stores();

    @Test
    default void what_is_added_is_listed_by_name_with_everything_it_has() {
        StoredKey full = new StoredKey(
                "hash of b",
                new KeyHolder("b", Set.of(Right.PUBLISH, Right.POLL), Set.of("orders", "a,\"b\"[ü]")),
                NOW,
                NOW.plusSeconds(1),
                0,
                NOW.plusSeconds(2));
        StoredKey bare = new StoredKey(
                "hash of a", new KeyHolder("a", EnumSet.allOf(Right.class), Set.of()), NOW, null, null, null);
        StoredKey capital = key("B", null);

        for (StoredKey key : List.of(full, bare, capital)) {
            assertThat(add(key)).isEqualTo(Addition.ADDED);
        }

        assertThat(get(stores().keys().all())).containsExactly(capital, bare, full);
    }

    @Test
    default void a_name_has_one_key_until_it_is_removed() {
        StoredKey first = key("a", null);
        StoredKey second = new StoredKey("another hash", first.holder(), NOW, null, null, null);
        assertThat(add(first)).isEqualTo(Addition.ADDED);
        assertThat(add(second)).isEqualTo(Addition.NAME_TAKEN);
        assertThat(get(stores().keys().all())).containsExactly(first);

        assertThat(get(stores().keys().remove("a"))).isTrue();
        assertThat(get(stores().keys().remove("a"))).isFalse();
        assertThat(get(stores().keys().all())).isEmpty();

        assertThat(add(second)).isEqualTo(Addition.ADDED);
        assertThat(get(stores().keys().all())).containsExactly(second);
    }

    @Test
    default void of_several_that_want_a_name_at_once_one_gets_it() {
        List<Addition> additions = atOnce(
                8,
                thread -> get(stores().keys()
                        .add(
                                new StoredKey("hash " + thread, key("a", null).holder(), NOW, null, null, null),
                                KEYS_MAX)));

        assertThat(additions).containsOnlyOnce(Addition.ADDED).hasSize(8);
        assertThat(get(stores().keys().all())).hasSize(1);
    }

    @Test
    default void there_are_no_more_than_there_may_be() {
        assertThat(get(stores().keys().add(key("a", null), 2))).isEqualTo(Addition.ADDED);
        assertThat(get(stores().keys().add(key("b", null), 2))).isEqualTo(Addition.ADDED);
        assertThat(get(stores().keys().add(key("c", null), 2))).isEqualTo(Addition.FULL);
        assertThat(get(stores().keys().all())).extracting(StoredKey::name).containsExactly("a", "b");
    }

    @Test
    default void the_last_use_is_noted_and_never_an_earlier_one() {
        List.of("a", "b", "c").forEach(name -> add(key(name, null)));

        get(stores().keys().used(List.of("hash of a", "hash of b", "hash of none"), NOW.plusSeconds(60)));
        get(stores().keys().used(List.of("hash of a"), NOW.plusSeconds(30)));
        get(stores().keys().used(List.of("hash of b"), NOW.plusSeconds(90)));
        get(stores().keys().used(List.of(), NOW.plusSeconds(99)));

        assertThat(get(stores().keys().all()))
                .extracting(StoredKey::lastUsed)
                .containsExactly(NOW.plusSeconds(60), NOW.plusSeconds(90), null);
    }

    @Test
    default void those_that_expired_long_ago_are_removed() {
        add(key("never", null));
        add(key("before", NOW.minusSeconds(1)));
        add(key("then", NOW));

        assertThat(get(stores().keys().expire(NOW))).isEqualTo(1);

        assertThat(get(stores().keys().all())).extracting(StoredKey::name).containsExactly("never", "then");
    }

    private Addition add(StoredKey key) {
        return get(stores().keys().add(key, KEYS_MAX));
    }

    private static StoredKey key(String name, @Nullable Instant expires) {
        return new StoredKey(
                "hash of " + name, new KeyHolder(name, Set.of(Right.POLL), Set.of()), NOW, expires, null, null);
    }
}
