package dev.bellhop.source.file;

import dev.bellhop.source.file.FileLedger.Entry;
import dev.bellhop.source.file.FolderSettings.OnChange;
import java.time.Duration;
import java.util.Collection;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a file is new and whole. Pure.
 *
 * <p>New means: not in the ledger, or it looks otherwise than when it was announced. Whole means: it looked the same in
 * at least two scans and for the settle time, by Bellhop's own monotonic clock.
 */
final class Readiness {

    private Readiness() {}

    /** What to do with a file. */
    sealed interface Verdict {}

    /** Nothing: it was announced as it looks now. */
    record Known() implements Verdict {}

    /** Nothing to announce, but the ledger must know how it looks now. */
    record Followed(Entry entry) implements Verdict {}

    /** Look again later. */
    record Settling(Candidate candidate) implements Verdict {}

    /**
     * Announce it.
     *
     * @param content in base64, if it stands in the event
     */
    record Ready(Entry entry, boolean changed, @Nullable String content) implements Verdict {

        Ready(Entry entry, boolean changed) {
            this(entry, changed, null);
        }

        Ready holding(@Nullable String base64) {
            return new Ready(entry, changed, base64);
        }
    }

    /**
     * A file that is not announced yet.
     *
     * @param sinceNanos monotonic time since which it has looked like this
     */
    record Candidate(FileLook look, long sinceNanos) {}

    /** How the source wants to be watched. */
    record Policy(Duration settle, OnChange onChange, boolean isFirstScan) {}

    static Verdict of(
            ObservedFile file, @Nullable Entry entry, @Nullable Candidate candidate, long nowNanos, Policy policy) {
        boolean announced = entry != null && entry.vanished() == null;
        if (entry != null && announced && entry.seen().equals(file.look())) {
            return isKeyNews(file, entry, policy) ? new Followed(entry.looking(file.look(), file.key())) : new Known();
        }
        if (entry != null && announced && policy.onChange() == OnChange.IGNORE) {
            return new Followed(entry.looking(file.look(), file.key()).holding(null));
        }
        if (candidate == null || !candidate.look().equals(file.look())) {
            return new Settling(new Candidate(file.look(), nowNanos));
        }
        if (nowNanos - candidate.sinceNanos() < policy.settle().toNanos()) {
            return new Settling(candidate);
        }
        long generation = entry == null ? 1 : entry.generation() + 1;
        return new Ready(new Entry(file.path(), file.look(), generation, null, file.key(), null), announced);
    }

    /**
     * When the first candidate has rested, by the monotonic clock; empty if there is none.
     *
     * @param begunNanos when the scan began that left them
     * @param again how long after that those are looked at again that have rested, and wait for something else
     */
    static OptionalLong nextLook(Collection<Candidate> candidates, long begunNanos, Duration settle, Duration again) {
        return candidates.stream()
                .mapToLong(candidate -> candidate.sinceNanos() + settle.toNanos() - begunNanos)
                .map(rested -> rested < 0 ? again.toNanos() : rested)
                .min()
                .stream()
                .map(wait -> begunNanos + wait)
                .findFirst();
    }

    /** Noted for a later renaming, but not at every scan: some file systems make up new keys all the time. */
    private static boolean isKeyNews(ObservedFile file, Entry entry, Policy policy) {
        return file.key() != null && !file.key().equals(entry.key()) && (entry.key() == null || policy.isFirstScan());
    }

    /**
     * Decides again, now that the content is known.
     *
     * @param ready what was decided from outside
     * @param hash of the whole content
     */
    static Verdict of(Ready ready, @Nullable Entry before, String hash) {
        Entry entry = ready.entry().holding(hash);
        return before != null && ready.changed() && hash.equals(before.hash())
                ? new Followed(before.looking(entry.seen(), entry.key()))
                : new Ready(entry, ready.changed());
    }

    /**
     * Whether the file may be one that was announced under another path. A key alone never says so, because it is used
     * again; where the contents are known they decide, and the file may have been touched too.
     */
    static boolean isSameFile(Entry entry, Entry before) {
        if (entry.key() == null
                || !entry.key().equals(before.key())
                || entry.path().equals(before.path())) {
            return false;
        }
        return entry.hash() == null || before.hash() == null
                ? entry.seen().equals(before.seen())
                : entry.hash().equals(before.hash());
    }
}
