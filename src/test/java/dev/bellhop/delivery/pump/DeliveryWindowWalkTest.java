package dev.bellhop.delivery.pump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.delivery.DeliveryStore.Progress;
import dev.bellhop.delivery.Retry;
import dev.bellhop.delivery.SampleDeliveries;
import dev.bellhop.event.SampleEvents;
import dev.bellhop.lease.Lease;
import dev.bellhop.testing.SeededRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Random walks with crashes: what the database has is always enough to lose no event. */
class DeliveryWindowWalkTest {

    private static final Lease LEASE = new Lease("pump/s1", 1, SampleEvents.TIME);
    private static final Instant LATER = SampleEvents.TIME.plusSeconds(100_000);
    private static final long EVENTS = 40;

    @Test
    void after_a_crash_at_any_point_every_event_is_delivered_or_stands_among_the_dead() {
        SeededRandom.check(1_000, random -> new Walk(random).toTheEnd());
    }

    private static final class Walk {

        private final RandomGenerator random;
        private final Set<Long> delivered = new HashSet<>();
        private final TreeMap<Long, Retry> rows = new TreeMap<>();
        private final Set<Long> deadRows = new TreeSet<>();
        private long position;
        private DeliveryWindow window = new DeliveryWindow(0, List.of());
        private final List<Long> underWay = new ArrayList<>();

        Walk(RandomGenerator random) {
            this.random = random;
        }

        void toTheEnd() {
            for (int step = 0; step < 400; step++) {
                switch (random.nextInt(20)) {
                    case 0 -> crash();
                    case 1, 2, 3 -> save();
                    case 4, 5, 6, 7 -> take();
                    case 8, 9, 10 -> retry();
                    default -> finishOne(random.nextInt(10));
                }
                nothingIsLost();
            }
            while (position < EVENTS || !rows.isEmpty() || !underWay.isEmpty()) {
                take();
                retry();
                finishOne(0);
                save();
                nothingIsLost();
            }
            assertThat(window.isDirty()).isFalse();
        }

        private void take() {
            // Without an attempt if the event has a row already, as after a crash.
            if (window.taken() < EVENTS && window.take(window.taken() + 1)) {
                window.begin(window.taken());
                underWay.add(window.taken());
            }
        }

        private void retry() {
            window.due(LATER, 1, false).forEach(retry -> {
                window.begin(retry.position());
                underWay.add(retry.position());
            });
        }

        private void finishOne(int luck) {
            if (underWay.isEmpty()) {
                return;
            }
            long done = underWay.remove(random.nextInt(underWay.size()));
            if (luck < 5) {
                delivered.add(done);
                window.settle(done);
            } else if (luck < 9) {
                window.defer(SampleDeliveries.retry(done));
            } else {
                window.giveUp(SampleDeliveries.letter(done));
            }
        }

        private void save() {
            Progress progress = window.progress("s1", LEASE);
            assertThat(progress.position()).isGreaterThanOrEqualTo(position);
            position = progress.position();
            progress.settled().forEach(rows::remove);
            progress.deferred().forEach(retry -> rows.put(retry.position(), retry));
            progress.dead().forEach(letter -> {
                rows.remove(letter.position());
                deadRows.add(letter.position());
            });
            if (random.nextInt(3) == 0) {
                finishOne(random.nextInt(10));
            }
            window.saved(progress);
        }

        private void crash() {
            underWay.clear();
            window = new DeliveryWindow(position, new ArrayList<>(rows.values()));
        }

        private void nothingIsLost() {
            for (long event = 1; event <= position; event++) {
                assertThat(delivered.contains(event) || rows.containsKey(event) || deadRows.contains(event))
                        .as("event %d of %d passed", event, position)
                        .isTrue();
            }
        }
    }
}
