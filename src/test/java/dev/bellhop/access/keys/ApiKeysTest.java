package dev.bellhop.access.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.Caller;
import dev.bellhop.access.Caller.Anonymous;
import dev.bellhop.access.Caller.KeyHolder;
import dev.bellhop.access.Callers;
import dev.bellhop.access.Callers.ApiKey;
import dev.bellhop.access.RequestRate;
import dev.bellhop.access.Right;
import dev.bellhop.access.keys.ApiKeys.Created;
import dev.bellhop.access.keys.ApiKeys.Refusal;
import dev.bellhop.access.keys.ApiKeys.Revocation;
import dev.bellhop.testing.InMemoryKeyStore;
import dev.bellhop.testing.SeededRandom;
import dev.bellhop.testing.SettableTime;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two instances over one store: what one changes holds there at once, and in the other after its next look. */
class ApiKeysTest {

    private static final KeyHolder OWNER = new KeyHolder("owner", Set.of(Right.OPERATE), Set.of());

    private final SettableTime clock = new SettableTime();
    private final InMemoryKeyStore store = new InMemoryKeyStore();
    private final Instance one = new Instance(List.of(new ApiKey(Callers.sha256("key of owner"), OWNER)));
    private final Instance other = new Instance(List.of(new ApiKey(Callers.sha256("key of owner"), OWNER)));

    private final class Instance {
        final CreatedKeys known = new CreatedKeys(clock);
        final Callers callers;
        final ApiKeys keys;

        Instance(List<ApiKey> configured) {
            callers = new Callers(configured, known);
            keys = new ApiKeys(callers, store, known, SeededRandom.of(configured.size()), clock);
        }

        String create(String name) {
            return create(name, null);
        }

        String create(String name, @Nullable Instant expires) {
            return ((Created) get(keys.create(wanted(name, expires)))).text().reveal();
        }
    }

    @Test
    void a_created_key_is_valid_here_at_once_and_elsewhere_after_the_next_look() {
        String key = one.create("shop");

        assertThat(one.callers.identify(key)).isEqualTo(holder("shop"));
        assertThat(other.callers.identify(key)).isEqualTo(new Anonymous());
        get(other.keys.refresh());
        assertThat(other.callers.identify(key)).isEqualTo(holder("shop"));
        assertThat(one.callers.identify("key of owner")).isEqualTo(OWNER);
    }

    @Test
    void a_revoked_key_is_refused_here_at_once_and_elsewhere_after_the_next_look() {
        String key = one.create("shop");
        get(other.keys.refresh());

        assertThat(get(one.keys.revoke("shop"))).isEqualTo(Revocation.GONE);

        assertThat(one.callers.identify(key)).isEqualTo(new Anonymous());
        get(other.keys.refresh());
        assertThat(other.callers.identify(key)).isEqualTo(new Anonymous());
        assertThat(get(one.keys.revoke("shop"))).as("again").isEqualTo(Revocation.GONE);
    }

    @Test
    void what_was_read_before_a_change_does_not_undo_it() {
        String revoked = one.create("revoked");
        long before = one.known.version();
        List<StoredKey> read = get(store.all());
        get(one.keys.revoke("revoked"));
        String created = one.create("created");

        one.known.replace(read, before);

        assertThat(one.callers.identify(revoked)).isEqualTo(new Anonymous());
        assertThat(one.callers.identify(created)).isEqualTo(holder("created"));
    }

    @Test
    void while_the_database_is_away_what_was_known_stays() {
        String key = one.create("shop");
        store.failWith(new IllegalStateException("away"));

        assertThat(failure(one.keys.refresh())).hasMessage("away");
        assertThat(failure(one.keys.create(wanted("late", null)))).hasMessage("away");
        assertThat(failure(one.keys.revoke("shop"))).hasMessage("away");

        assertThat(one.callers.identify(key)).as("not revoked").isEqualTo(holder("shop"));
        store.failWith(null);
        get(one.keys.refresh());
        assertThat(get(one.keys.created())).extracting(StoredKey::name).containsExactly("shop");
    }

    @Test
    void an_expired_key_is_not_valid_and_is_forgotten_a_month_later() {
        Instant end = clock.instant().plusSeconds(60);
        String key = one.create("trial", end);
        assertThat(one.callers.identify(key)).isEqualTo(holder("trial"));

        clock.set(end);
        assertThat(one.callers.identify(key)).isEqualTo(new Anonymous());
        clock.set(end.plus(ApiKeys.EXPIRED_KEPT));
        get(one.keys.tidy());
        assertThat(get(one.keys.created())).hasSize(1);
        assertThat(get(one.keys.create(wanted("trial", null)))).isEqualTo(Refusal.NAME_TAKEN);
        clock.advance(Duration.ofMillis(1));
        get(one.keys.tidy());
        assertThat(get(one.keys.created())).isEmpty();
    }

    @Test
    void the_key_itself_is_kept_nowhere() {
        String key = one.create("shop");
        StoredKey stored = get(store.all()).getFirst();
        assertThat(stored.hash()).isEqualTo(KeyText.hash(Callers.sha256(key)));
        assertThat(stored.toString()).doesNotContain(key.substring(KeyText.BEGINNING.length()));
        assertThat(one.callers.identify(stored.hash())).isEqualTo(new Anonymous());
    }

    @Test
    void a_name_is_taken_by_a_created_key_or_a_configured_one() {
        one.create("shop");
        assertThat(get(other.keys.create(wanted("shop", null)))).isEqualTo(Refusal.NAME_TAKEN);
        assertThat(get(one.keys.create(wanted("owner", null)))).isEqualTo(Refusal.NAME_TAKEN);
    }

    @Test
    void a_configured_key_cannot_be_revoked_but_a_created_one_of_its_name_can() {
        assertThat(get(one.keys.revoke("owner"))).isEqualTo(Revocation.CONFIGURED);

        Instance before = new Instance(List.of(new ApiKey(Callers.sha256("another"), holder("another"))));
        String key = before.create("owner");
        get(one.keys.refresh());
        assertThat(one.callers.identify(key)).isEqualTo(holder("owner"));
        assertThat(get(one.keys.revoke("owner"))).isEqualTo(Revocation.GONE);
        assertThat(one.callers.identify(key)).isEqualTo(new Anonymous());
        assertThat(one.callers.identify("key of owner")).isEqualTo(OWNER);
    }

    @Test
    void in_local_mode_none_is_created_and_none_is_needed() {
        String key = one.create("shop");
        Instance local = new Instance(List.of());
        get(local.keys.refresh());

        assertThat(get(local.keys.create(wanted("other", null)))).isEqualTo(Refusal.LOCAL_MODE);
        assertThat(local.callers.isLocalMode()).isTrue();
        assertThat(local.callers.identify(key)).isEqualTo(new Caller.Local());
        assertThat(get(store.all())).hasSize(1);
    }

    @Test
    void there_are_no_more_than_there_may_be() {
        for (int number = 0; number < ApiKeys.KEYS_MAX; number++) {
            one.create("key-" + number);
        }
        assertThat(get(one.keys.create(wanted("more", null)))).isEqualTo(Refusal.FULL);
    }

    @Test
    void uses_are_noted_once_a_while() {
        String key = one.create("used");
        one.create("idle");
        Instant first = clock.instant();
        one.callers.identify(key);
        one.callers.identify(key);
        store.failWith(new IllegalStateException("away"));
        assertThat(failure(one.keys.tidy())).hasMessage("away");
        store.failWith(null);
        get(one.keys.tidy());
        clock.advance(Duration.ofMinutes(1));
        get(one.keys.tidy());

        assertThat(get(store.all())).extracting(StoredKey::lastUsed).containsExactly(null, first);
    }

    @Test
    void a_created_key_has_the_rate_it_was_created_with() {
        KeyRequest slow = new KeyRequest("slow", Set.of(Right.POLL), Set.of(), null, 3);
        assertThat(get(one.keys.create(slow))).isInstanceOf(Created.class);
        one.create("any");

        assertThat(one.known.rate("slow")).isEqualTo(new RequestRate(3));
        assertThat(one.known.rate("any")).isNull();
        assertThat(one.known.rate("none")).isNull();
    }

    private static KeyRequest wanted(String name, @Nullable Instant expires) {
        return new KeyRequest(name, Set.of(Right.POLL), Set.of("orders"), expires, null);
    }

    private static KeyHolder holder(String name) {
        return new KeyHolder(name, Set.of(Right.POLL), Set.of("orders"));
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }

    private static Throwable failure(Uni<?> uni) {
        return get(uni.onItem()
                .transform(item -> (Throwable) new AssertionError("It went well: " + item))
                .onFailure()
                .recoverWithItem(failure -> failure));
    }
}
