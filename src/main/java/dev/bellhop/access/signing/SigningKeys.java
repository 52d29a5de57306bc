package dev.bellhop.access.signing;

import dev.bellhop.access.SecretText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All keys that sign for one subscription, the newest first. The newest one signs for good; those before it sign until
 * the receiver has had time to learn the new one. Every live key signs every callback, so that any of them can verify.
 */
public record SigningKeys(List<Entry> entries) {

    /** Keys that sign at the same time; the header must stay short. */
    public static final int KEYS_MAX = 10;

    /** How long a key still signs after another one has taken its place, unless the caller says otherwise. */
    public static final Duration OVERLAP_DEFAULT = Duration.ofHours(24);

    public static final Duration OVERLAP_MAX = Duration.ofDays(7);

    private static final String KEY_SEPARATOR = " ";
    private static final String UNTIL_SEPARATOR = ";";

    /**
     * A key and its end.
     *
     * @param until from then on it does not sign any more; {@code null} for good
     */
    public record Entry(SigningKey key, @Nullable Instant until) {

        boolean isLive(Instant now) {
            return until == null || now.isBefore(until);
        }

        /** Ends then, unless it ends before. */
        Entry endingBy(Instant end) {
            return until != null && until.isBefore(end) ? this : new Entry(key, end);
        }

        private String format() {
            return until == null ? key.secret().reveal() : key.secret().reveal() + UNTIL_SEPARATOR + until;
        }

        private static Entry parse(String text) {
            String[] parts = text.split(UNTIL_SEPARATOR, 2);
            return new Entry(
                    SigningKey.read(parts[0]).orElseThrow(SigningKeys::unreadable),
                    parts.length == 1 ? null : Instant.parse(parts[1]));
        }
    }

    public SigningKeys {
        entries = List.copyOf(entries);
        Set<SigningKey> different = entries.stream().map(Entry::key).collect(Collectors.toCollection(HashSet::new));
        if (entries.isEmpty() || entries.size() > KEYS_MAX || different.size() != entries.size()) {
            throw new IllegalArgumentException(
                    "Signing takes 1 to " + KEYS_MAX + " different keys, got " + entries.size());
        }
        if (entries.getFirst().until() != null) {
            throw new IllegalArgumentException("The newest signing key must sign for good, but it ends");
        }
    }

    /** One key for good. */
    public static SigningKeys of(SigningKey key) {
        return new SigningKeys(List.of(new Entry(key, null)));
    }

    public SigningKey newest() {
        return entries.getFirst().key();
    }

    /** The keys that sign now; the newest one always does. */
    public List<SigningKey> live(Instant now) {
        return entries.stream()
                .filter(entry -> entry.isLive(now))
                .map(Entry::key)
                .toList();
    }

    /**
     * Puts a new key before the others, which go on signing for the overlap at the most. The newest key again changes
     * nothing. Of more keys than there may be, those that have been there longest stop at once.
     *
     * @param overlap 0 to {@link #OVERLAP_MAX}
     */
    public SigningKeys rotate(SigningKey newKey, Duration overlap, Instant now) {
        if (overlap.isNegative() || overlap.compareTo(OVERLAP_MAX) > 0) {
            throw new IllegalArgumentException("An overlap is 0 to " + OVERLAP_MAX + ", got " + overlap);
        }
        if (newKey.equals(newest())) {
            return this;
        }
        List<Entry> rotated = new ArrayList<>();
        rotated.add(new Entry(newKey, null));
        entries.stream()
                .filter(entry -> !entry.key().equals(newKey))
                .map(entry -> entry.endingBy(now.plus(overlap)))
                .filter(entry -> entry.isLive(now))
                .limit(KEYS_MAX - 1)
                .forEach(rotated::add);
        return new SigningKeys(rotated);
    }

    /** What signs after a subscription was renewed: what it had if nothing is given, else the new key with an overlap. */
    public static @Nullable SigningKeys renewed(@Nullable SigningKeys kept, @Nullable SigningKeys given, Instant now) {
        if (given == null || kept == null) {
            return given == null ? kept : given;
        }
        return kept.rotate(given.newest(), OVERLAP_DEFAULT, now);
    }

    /**
     * The value of the {@code webhook-signature} header: the signatures of all live keys.
     *
     * @param now also the {@code webhook-timestamp}, in whole seconds
     */
    public String sign(String id, Instant now, byte[] body) {
        long timestamp = now.getEpochSecond();
        if (timestamp < 0) {
            throw new IllegalArgumentException("A timestamp is not before 1970, got " + timestamp);
        }
        byte[] head = (id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8);
        if (entries.size() == 1) {
            return newest().sign(head, body);
        }
        return live(now).stream().map(key -> key.sign(head, body)).collect(Collectors.joining(" "));
    }

    /** Whether signing takes much of a millisecond instead of a few microseconds. */
    public boolean isSlow(Instant now) {
        return live(now).stream().anyMatch(key -> key.kind() == SigningKey.Kind.ED25519);
    }

    /** The form in which they are stored; for a single key it is the secret itself. */
    public SecretText format() {
        return new SecretText(entries.stream().map(Entry::format).collect(Collectors.joining(KEY_SEPARATOR)));
    }

    /** Reads what {@link #format} made. */
    public static SigningKeys parse(SecretText stored) {
        try {
            return new SigningKeys(Arrays.stream(stored.reveal().split(KEY_SEPARATOR))
                    .map(Entry::parse)
                    .toList());
        } catch (DateTimeParseException | IllegalArgumentException e) {
            // Without its cause, whose message repeats what was stored.
            throw unreadable();
        }
    }

    private static IllegalStateException unreadable() {
        return new IllegalStateException("What is stored as signing keys of a subscription is none");
    }
}
