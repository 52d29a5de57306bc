package dev.bellhop.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.operation.store.NewOperation;
import dev.bellhop.testing.InMemoryOperationStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndingsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:15:30Z");
    private static final Duration LONG = Duration.ofMinutes(10);

    private final InMemoryOperationStore store = new InMemoryOperationStore();
    private final Endings endings = new Endings();
    private final List<Optional<Operation>> answers = new ArrayList<>();

    @BeforeEach
    void start() {
        store.start(new NewOperation("a", "act", "me", null, "{}", NOW, NOW.plusSeconds(60)))
                .await()
                .indefinitely();
    }

    @Test
    void the_end_answers_who_waits_for_it() {
        await("a");
        assertThat(answers).isEmpty();
        cancel();
        endings.ended("a");
        assertThat(statuses()).containsExactly(OperationStatus.CANCELLED);
        assertThat(endings.waiting()).isZero();
    }

    @Test
    void what_is_over_or_not_there_is_answered_at_once() {
        cancel();
        await("a");
        await("none");
        assertThat(answers).hasSize(2);
        assertThat(answers.getLast()).isEmpty();
        assertThat(endings.waiting()).isZero();
    }

    @Test
    void an_end_in_another_process_is_seen_at_the_next_tick() {
        await("a");
        endings.tick(store::find).await().indefinitely();
        assertThat(answers).isEmpty();
        cancel();
        endings.tick(store::find).await().indefinitely();
        assertThat(statuses()).containsExactly(OperationStatus.CANCELLED);
    }

    @Test
    void patience_has_an_end_and_nobody_is_kept_for_longer() {
        Optional<Operation> answer =
                endings.await("a", Duration.ofMillis(20), store::find).await().atMost(Duration.ofSeconds(10));
        assertThat(answer.orElseThrow().status()).isEqualTo(OperationStatus.PENDING);
        assertThat(endings.waiting()).isZero();
    }

    @Test
    void who_goes_away_is_forgotten() {
        endings.await("a", LONG, store::find).subscribe().with(answers::add).cancel();
        assertThat(endings.waiting()).isZero();
    }

    private void await(String id) {
        endings.await(id, LONG, store::find).subscribe().with(answers::add);
    }

    private void cancel() {
        store.cancel("a", null, NOW).await().indefinitely();
    }

    private List<OperationStatus> statuses() {
        return answers.stream().map(answer -> answer.orElseThrow().status()).toList();
    }
}
