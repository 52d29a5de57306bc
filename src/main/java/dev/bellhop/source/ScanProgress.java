package dev.bellhop.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How far a scan is that is under way. */
final class ScanProgress {

    /** Least time between two lines about one scan. */
    static final Duration SAID_EVERY = Duration.ofSeconds(10);
    /** A scan that is shorter is nothing to tell of, unless it is the first. */
    static final Duration SHORT = Duration.ofSeconds(1);

    private final boolean first;
    private final Instant since;
    private final long begunNanos;
    private volatile long files;
    private long saidNanos;
    private long saidFiles;

    /**
     * A scan begins.
     *
     * @param first whether it is the first one of this process
     */
    ScanProgress(boolean first, long nowNanos, Instant now) {
        this.first = first;
        this.since = now;
        this.begunNanos = nowNanos;
        this.saidNanos = nowNanos;
    }

    /** More files were met; one thread at a time. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void add(int more) {
        files += more;
    }

    /** As people shall see it; empty while there is nothing to tell of. */
    Optional<ScanUnderWay> shown(long nowNanos) {
        return first || nowNanos - begunNanos >= SHORT.toNanos()
                ? Optional.of(new ScanUnderWay(files, since))
                : Optional.empty();
    }

    /** What to log now, with the speed since the last line; as a rule nothing. */
    synchronized Optional<String> line(long nowNanos) {
        long passed = nowNanos - saidNanos;
        if (passed < SAID_EVERY.toNanos()) {
            return Optional.empty();
        }
        long met = files;
        long speed = Math.round((met - saidFiles) / (passed / (double) TimeUnit.SECONDS.toNanos(1)));
        saidNanos = nowNanos;
        saidFiles = met;
        return Optional.of("scanning, " + met + " files so far, " + speed + " a second");
    }

    long tookNanos(long nowNanos) {
        return nowNanos - begunNanos;
    }
}
