package dev.bellhop.simulation;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.EventData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Publishes events, and again under the same ids until it is told that they are accepted. */
final class Publisher {

    private static final Duration AGAIN_MIN = Duration.ofSeconds(1);
    private static final Duration AGAIN_MAX = Duration.ofSeconds(5);

    private final Site site;
    private final String name;
    private int published;
    private int unanswered;

    Publisher(Site site, String name) {
        this.site = site;
        this.name = name;
    }

    /** Publishes now and then, until the time is over. */
    void keepPublishing(Duration length, Duration pauseMax) {
        long end = site.world().nanos() + length.toNanos();
        site.world().after(site.world().between(Duration.ZERO, pauseMax), () -> {
            if (site.world().nanos() < end) {
                publish(1 + site.world().below(3));
                keepPublishing(Duration.ofNanos(end - site.world().nanos()), pauseMax);
            }
        });
    }

    void publish(int count) {
        List<CloudEvent> events = IntStream.range(0, count)
                .mapToObj(i -> event(name + '-' + ++published))
                .toList();
        unanswered++;
        append(events);
    }

    boolean isDone() {
        return unanswered == 0;
    }

    private void append(List<CloudEvent> events) {
        site.<List<?>>request(node -> node.log().append(Site.EVENTS, events).map(results -> results), answer -> {
            if (answer.isPresent()) {
                unanswered--;
                site.invariants().logs().acknowledged(Site.EVENTS, events);
            } else {
                site.world()
                        .trace("%s publishes %s again", name, events.getFirst().id());
                site.world().after(site.world().between(AGAIN_MIN, AGAIN_MAX), () -> append(events));
            }
        });
    }

    private static CloudEvent event(String id) {
        return new CloudEvent(
                id,
                "/simulation",
                "dev.bellhop.simulated",
                null,
                null,
                "application/json",
                Map.of(),
                EventData.json("{\"id\":\"" + id + "\"}"),
                null);
    }
}
