package dev.bellhop.source.file;

import dev.bellhop.source.file.FileLedger.Entry;
import dev.bellhop.source.file.Readiness.Candidate;
import dev.bellhop.source.file.Readiness.Settling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one scan has met so far. */
final class Scan {

    /** Young files that are watched at a time; further ones wait their turn, so memory is bounded. */
    static final int CANDIDATES_MAX = 100_000;

    final Map<String, Candidate> candidates = new HashMap<>();
    final List<String> troubles = new ArrayList<>();
    long files;
    long settling;
    long announced;
    /** Files met or announced that the ledger has now. */
    long inLedger;
    /** Those among them that the ledger did not have before. */
    long fresh;

    final Map<String, Candidate> earlier;
    final boolean first;
    final boolean stopped;

    /**
     * Begins.
     *
     * @param first whether the ledger may have been written elsewhere
     * @param stopped whether nothing may be announced
     */
    Scan(Map<String, Candidate> earlier, boolean first, boolean stopped) {
        this.stopped = stopped;
        this.first = first;
        this.earlier = earlier;
    }

    /** Notes what a person should know; there may be as many as there are files. */
    void trouble(String trouble) {
        if (troubles.size() < FolderWalk.TROUBLES_MAX) {
            troubles.add(trouble);
        }
    }

    /** Has a file that would be ready wait, without beginning anew. */
    Settling waiting(Entry entry, long nowNanos) {
        return new Settling(candidates.getOrDefault(entry.path(), new Candidate(entry.seen(), nowNanos)));
    }

    void metKnown(int count) {
        files += count;
        inLedger += count;
    }

    void met(@Nullable Entry entry) {
        files++;
        if (entry != null && entry.vanished() == null) {
            inLedger++;
        }
    }

    void settles(String path, Candidate candidate) {
        settling++;
        keeps(path, candidate);
    }

    void keeps(String path, @Nullable Candidate candidate) {
        if (candidate != null && (candidates.size() < CANDIDATES_MAX || candidates.containsKey(path))) {
            candidates.put(path, candidate);
        }
    }

    void stored(Entry entry, boolean isNew) {
        candidates.remove(entry.path());
        if (isNew) {
            inLedger++;
            fresh++;
        }
    }

    void moved(Entry entry, Entry from) {
        stored(entry, true);
        if (from.vanished() == null) {
            fresh--;
        }
    }
}
