package dev.bellhop.access.keys;

import dev.bellhop.access.Caller.KeyHolder;
import dev.bellhop.access.Callers;
import dev.bellhop.access.SecretText;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Creates and revokes keys, and keeps what this process knows of them up to date. What is changed here holds at once;
 * what another process changed, after the next {@link #refresh()}.
 */
public final class ApiKeys {

    /** Every process holds all of them in memory, and reads them every two seconds. */
    public static final int KEYS_MAX = 1_000;
    /** So long an expired key is still listed, for whoever wonders why it does not work any more. */
    static final Duration EXPIRED_KEPT = Duration.ofDays(30);

    private final Callers callers;
    private final KeyStore store;
    private final CreatedKeys known;
    private final RandomGenerator random;
    private final InstantSource clock;

    public ApiKeys(Callers callers, KeyStore store, CreatedKeys known, RandomGenerator random, InstantSource clock) {
        this.callers = callers;
        this.store = store;
        this.known = known;
        this.random = random;
        this.clock = clock;
    }

    /** What came of creating a key. */
    public sealed interface Creation {}

    /**
     * It is there.
     *
     * @param text the key itself, to be shown this once
     */
    public record Created(StoredKey key, SecretText text) implements Creation {}

    /** Nothing was created. */
    public enum Refusal implements Creation {
        /** No credential is configured, so nobody is asked for a key. */
        LOCAL_MODE,
        /** Another key has the name, a configured or a created one. */
        NAME_TAKEN,
        /** There are {@link #KEYS_MAX}. */
        FULL
    }

    /** What came of revoking a key. */
    public enum Revocation {
        /** No created key has the name now, whether or not one had it before. */
        GONE,
        /** The key of this name is configured, and only there can it be taken away. */
        CONFIGURED
    }

    /** Whether no credential is configured, so that no key is created either. */
    public boolean isLocalMode() {
        return callers.isLocalMode();
    }

    /** The configured ones, by name. */
    public List<KeyHolder> configured() {
        return callers.configured();
    }

    /** The created ones, by name; expired ones, too. */
    public Uni<List<StoredKey>> created() {
        return store.all();
    }

    /** Creates a key; whether the caller may give these rights is looked at before. */
    public Uni<Creation> create(KeyRequest wanted) {
        if (callers.isLocalMode()) {
            return Uni.createFrom().item(Refusal.LOCAL_MODE);
        }
        if (isConfigured(wanted.name())) {
            return Uni.createFrom().item(Refusal.NAME_TAKEN);
        }
        SecretText text = KeyText.generate(random);
        StoredKey key = new StoredKey(
                KeyText.hash(text),
                new KeyHolder(wanted.name(), wanted.rights(), wanted.sources()),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                wanted.expires(),
                wanted.requestsPerSecond(),
                null);
        return store.add(key, KEYS_MAX).map(addition -> switch (addition) {
            case ADDED -> {
                known.add(key);
                yield new Created(key, text);
            }
            case NAME_TAKEN -> Refusal.NAME_TAKEN;
            case FULL -> Refusal.FULL;
        });
    }

    /** Revokes the created key of this name. A configuration that came later may have the name, too; its key stays. */
    public Uni<Revocation> revoke(String name) {
        return store.remove(name)
                .invoke(() -> known.remove(name))
                .map(removed -> !removed && isConfigured(name) ? Revocation.CONFIGURED : Revocation.GONE);
    }

    /** Learns what other processes changed. If the database does not answer, what was known before stays. */
    public Uni<Void> refresh() {
        return Uni.createFrom()
                .item(known::version)
                .flatMap(version -> store.all().invoke(keys -> known.replace(keys, version)))
                .replaceWithVoid();
    }

    /** Notes which keys were used since the last time, and forgets those that expired long ago. */
    public Uni<Void> tidy() {
        Instant now = clock.instant();
        return Uni.createFrom()
                .item(known::takeUsed)
                .flatMap(hashes -> hashes.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : store.used(hashes, now).onFailure().invoke(() -> known.giveBackUsed(hashes)))
                .flatMap(noted -> store.expire(now.minus(EXPIRED_KEPT)))
                .replaceWithVoid();
    }

    private boolean isConfigured(String name) {
        return callers.configured().stream().anyMatch(holder -> holder.name().equals(name));
    }
}
