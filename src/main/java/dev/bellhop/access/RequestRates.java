package dev.bellhop.access;

import dev.bellhop.access.RequestRate.Pass;
import dev.bellhop.access.RequestRate.Verdict;
import dev.bellhop.access.RequestRate.Wait;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The buckets of many callers, of whom no more than so many are remembered. Who was not seen for longest is forgotten
 * first, which gives it a full bucket.
 */
public final class RequestRates {

    private final int callersMax;
    private final LongSupplier nanos;
    /** When the bucket of each caller is full again. */
    private final Map<String, Long> fullAt = new LinkedHashMap<>(16, 0.75F, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > callersMax;
        }
    };

    /**
     * Makes it.
     *
     * @param nanos monotonic, see {@link System#nanoTime}
     */
    public RequestRates(int callersMax, LongSupplier nanos) {
        this.callersMax = callersMax;
        this.nanos = nanos;
    }

    /** Takes a token for a request of this caller: 0 if there was one, otherwise after how many seconds there will be. */
    public synchronized long secondsToWait(String caller, RequestRate rate) {
        long now = nanos.getAsLong();
        Verdict verdict = rate.take(fullAt.getOrDefault(caller, now), now);
        return switch (verdict) {
            case Pass(long later) -> {
                fullAt.put(caller, later);
                yield 0;
            }
            case Wait(long seconds) -> seconds;
        };
    }
}
