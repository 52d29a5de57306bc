package dev.bellhop.storage;

import static dev.bellhop.storage.Samples.event;
import static dev.bellhop.storage.Stores.atOnce;
import static dev.bellhop.storage.Stores.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.CloudEvent;
import dev.bellhop.event.Event;
import dev.bellhop.log.AppendResult.Appended;
import dev.bellhop.log.EventStore.Appending;
import dev.bellhop.log.LogHead;
import dev.bellhop.testing.SeededRandom;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Many writers at once. The logs {@code inbox} and {@code other} are open. */
interface ConcurrentAppendContract {

    int THREADS = 8;

    Stores stores();

    @Test
    default void many_writers_leave_no_gap_and_get_right_answers() {
        SeededRandom.check(1, random -> {
            long[] seeds = random.longs(THREADS).toArray();
            atOnce(THREADS, thread -> appendAndCheck("w" + thread + '-', SeededRandom.of(seeds[thread])));
            assertGapFree("inbox");
            assertGapFree("other");
        });
    }

    /** Appends to both sources without waiting, then compares every answer with what is kept. */
    private int appendAndCheck(String prefix, RandomGenerator random) {
        List<Uni<Appending>> answers = new ArrayList<>();
        List<String> sources = new ArrayList<>();
        List<List<CloudEvent>> requests = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            String name = prefix + number + '-';
            List<CloudEvent> request = IntStream.range(0, random.nextInt(4))
                    .mapToObj(index -> event(name + index))
                    .toList();
            sources.add(random.nextBoolean() ? "inbox" : "other");
            requests.add(request);
            Uni<Appending> answer = stores().events()
                    .append(sources.getLast(), request)
                    .memoize()
                    .indefinitely();
            answer.subscribe().with(done -> {}, failed -> {});
            answers.add(answer);
        }
        for (int number = 0; number < answers.size(); number++) {
            assertTold(sources.get(number), requests.get(number), get(answers.get(number)));
        }
        return answers.size();
    }

    private void assertTold(String source, List<CloudEvent> request, Appending answer) {
        assertThat(answer.head().source()).isEqualTo(source);
        assertThat(answer.results()).hasSameSizeAs(request);
        for (int index = 0; index < request.size(); index++) {
            Appended told = (Appended) answer.results().get(index);
            Event kept = get(stores().events().read(source, told.position(), 1)).getFirst();
            assertThat(kept.what()).isEqualTo(request.get(index));
            assertThat(kept.recorded()).isEqualTo(told.recorded());
            assertThat(answer.head().newest()).isGreaterThanOrEqualTo(told.position());
        }
    }

    @Test
    default void the_same_event_from_many_writers_is_appended_once() {
        List<Appending> answers = atOnce(THREADS, thread -> {
            Map<Integer, Appending> last = new HashMap<>();
            for (int number = 0; number < 20; number++) {
                last.put(0, get(stores().events().append("inbox", List.of(event("same"), event("e" + number)))));
            }
            return last.get(0);
        });
        assertThat(answers).hasSize(THREADS);
        assertGapFree("inbox");
        assertThat(read("inbox"))
                .hasSize(21)
                .extracting(event -> event.what().id())
                .doesNotHaveDuplicates();
    }

    @Test
    default void a_log_opened_by_many_at_once_is_one_log() {
        List<LogHead> heads = atOnce(THREADS, thread -> get(stores().events().open("fresh")));
        assertThat(heads).containsOnly(heads.getFirst());
    }

    @Test
    default void a_reader_beside_the_writers_never_skips_an_event() {
        AtomicBoolean writing = new AtomicBoolean(true);
        atOnce(4, thread -> thread == 0 ? follow(writing) : write(thread, writing));
        assertGapFree("inbox");
    }

    private int write(int thread, AtomicBoolean writing) {
        for (int number = 0; number < 100; number++) {
            get(stores().events().append("inbox", List.of(event(thread + "-" + number))));
        }
        writing.set(false);
        return 0;
    }

    private int follow(AtomicBoolean writing) {
        long next = 1;
        while (writing.get()) {
            for (Event event : get(stores().events().read("inbox", next, 50))) {
                assertThat(event.position()).isEqualTo(next);
                next++;
            }
        }
        return 0;
    }

    @Test
    default void expiring_beside_the_writers_loses_nothing_else() {
        atOnce(4, thread -> {
            for (int number = 0; number < 30; number++) {
                if (thread == 0) {
                    get(stores().events().expire("inbox", 20, 1));
                } else {
                    get(stores().events().append("inbox", List.of(event(thread + "-" + number))));
                }
            }
            return thread;
        });
        List<Long> kept = read("inbox").stream().map(Event::position).toList();
        LogHead head = get(stores().events().heads(List.of("inbox"))).getFirst();
        assertThat(head.newest()).isEqualTo(90);
        assertThat(kept)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(head.oldest(), 90).boxed().toList());
    }

    private void assertGapFree(String source) {
        List<Event> events = read(source);
        assertThat(events)
                .extracting(Event::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, events.size()).boxed().toList());
        assertThat(events).extracting(Event::recorded).isSorted().doesNotHaveDuplicates();
    }

    private List<Event> read(String source) {
        return get(stores().events().read(source, 1, 100_000));
    }
}
