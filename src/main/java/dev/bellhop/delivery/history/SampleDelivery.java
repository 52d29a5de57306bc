package dev.bellhop.delivery.history;

import dev.bellhop.delivery.attempt.Attempt;
import dev.bellhop.delivery.attempt.WebhookSender;
import dev.bellhop.delivery.history.AttemptRecord.Outcome;
import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import dev.bellhop.event.EventData;
import dev.bellhop.event.Ids;
import dev.bellhop.event.Timestamps;
import dev.bellhop.subscription.Subscription;
import io.smallrye.mutiny.Uni;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Posts one sample to a subscription's callback, just as events are posted. The sample is in no log, and whatever comes
 * of it changes nothing.
 */
public final class SampleDelivery {

    /** The CloudEvents type of samples. */
    public static final String TYPE = "dev.bellhop.test";

    private static final EventData DATA =
            EventData.json("{\"message\":\"This is a test of Bellhop. Nothing has happened.\"}");

    private final WebhookSender sender;
    private final AttemptLog attempts;
    private final Ids ids;
    private final InstantSource clock;
    private final LongSupplier nanos;

    /**
     * A way to post samples.
     *
     * @param nanos monotonic, see {@link System#nanoTime}
     */
    public SampleDelivery(WebhookSender sender, AttemptLog attempts, Ids ids, InstantSource clock, LongSupplier nanos) {
        this.sender = sender;
        this.attempts = attempts;
        this.ids = ids;
        this.clock = clock;
        this.nanos = nanos;
    }

    /** Posts a sample at once; answers when it is known what came of it. */
    public Uni<AttemptRecord> send(Subscription target) {
        return Uni.createFrom().deferred(() -> {
            Instant at = clock.instant();
            long begun = nanos.getAsLong();
            Attempt attempt = new Attempt(target, List.of(sample(target.source(), at)), 1);
            return sender.send(attempt)
                    .map(result -> AttemptRecord.of(
                            attempt, result, at, Duration.ofNanos(nanos.getAsLong() - begun), Outcome.TEST))
                    .invoke(attempts::note);
        });
    }

    private Event sample(String source, Instant at) {
        String origin =
                "/sources/" + URLEncoder.encode(source, StandardCharsets.UTF_8).replace("+", "%20");
        CloudEvent what =
                new CloudEvent(ids.next(), origin, TYPE, null, null, "application/json", Map.of(), DATA, null);
        return new Event(source, 0, Timestamps.truncate(at), what);
    }
}
