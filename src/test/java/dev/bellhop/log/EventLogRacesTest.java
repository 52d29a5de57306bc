package dev.bellhop.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.SampleEvents;
import dev.bellhop.testing.InMemoryEventStore;
import dev.bellhop.testing.SeededIds;
import dev.bellhop.testing.SettableTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Real threads: a reader that begins to wait while an event is being committed must not miss it. */
class EventLogRacesTest {

    private static final int ROUNDS = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void no_reader_sleeps_through_an_event() throws Exception {
        EventLog log = new EventLog(new InMemoryEventStore(new SettableTime(), new SeededIds(1)));
        log.open(List.of("orders")).await().atMost(PATIENCE);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writer = threads.submit(() -> {
                for (int i = 0; i < ROUNDS; i++) {
                    log.append("orders", List.of(SampleEvents.what("e" + i)))
                            .await()
                            .atMost(PATIENCE);
                }
            });
            List<Future<?>> readers = new ArrayList<>();
            for (int reader = 0; reader < 4; reader++) {
                readers.add(threads.submit(() -> {
                    long position = 0;
                    while (position < ROUNDS) {
                        LogHead head =
                                log.awaitAfter("orders", position).await().atMost(PATIENCE);
                        assertThat(head.newest()).isGreaterThan(position);
                        position = head.newest();
                    }
                }));
            }
            writer.get();
            for (Future<?> reader : readers) {
                reader.get();
            }
        }
        assertThat(log.head("orders").newest()).isEqualTo(ROUNDS);
    }
}
