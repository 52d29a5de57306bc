package dev.bellhop.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.log.StorageUnavailable;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private final List<List<Integer>> commits = new ArrayList<>();
    private final Queue<UniEmitter<? super List<String>>> underWay = new ArrayDeque<>();
    private final List<String> answers = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final GroupCommit<Integer, String> groups = new GroupCommit<>(this::commit, request -> 1);

    @Test
    void the_first_request_is_committed_at_once_and_answered_after_the_commit() {
        submit(1);
        assertThat(commits).containsExactly(List.of(1));
        assertThat(answers).isEmpty();
        succeed();
        assertThat(answers).containsExactly("done 1");
    }

    @Test
    void what_comes_while_a_commit_is_under_way_goes_into_the_next_one() {
        submit(1, 2, 3, 4);
        assertThat(commits).containsExactly(List.of(1));
        succeed();
        assertThat(commits).containsExactly(List.of(1), List.of(2, 3, 4));
        assertThat(answers).containsExactly("done 1");
        succeed();
        assertThat(answers).containsExactly("done 1", "done 2", "done 3", "done 4");
    }

    @Test
    void there_is_never_more_than_one_commit_under_way() {
        submit(1, 2);
        succeed();
        submit(3);
        assertThat(underWay).hasSize(1);
        succeed();
        succeed();
        assertThat(commits).containsExactly(List.of(1), List.of(2), List.of(3));
    }

    @Test
    void a_commit_takes_so_many_requests_at_the_most() {
        int max = GroupCommit.REQUESTS_MAX;
        submit(IntStream.rangeClosed(0, max + 1).toArray());
        succeed();
        assertThat(commits.getLast()).hasSize(max).startsWith(1).endsWith(max);
        succeed();
        assertThat(commits.getLast()).containsExactly(max + 1);
    }

    @Test
    void a_commit_takes_so_much_weight_at_the_most() {
        long half = GroupCommit.TRANSACTION_WEIGHT_MAX / 2;
        GroupCommit<Integer, String> heavy = new GroupCommit<>(this::commit, request -> half);
        submit(heavy, 1, 2, 3, 4);
        succeed();
        succeed();
        succeed();
        assertThat(commits).containsExactly(List.of(1), List.of(2, 3), List.of(4));
    }

    @Test
    void a_request_heavier_than_a_commit_goes_alone() {
        GroupCommit<Integer, String> heavy =
                new GroupCommit<>(this::commit, request -> GroupCommit.TRANSACTION_WEIGHT_MAX * 2);
        submit(heavy, 1, 2, 3);
        succeed();
        succeed();
        assertThat(commits).containsExactly(List.of(1), List.of(2), List.of(3));
    }

    @Test
    void what_may_not_wait_any_more_is_refused_before_anything_is_done() {
        long weight = GroupCommit.QUEUE_WEIGHT_MAX / 4;
        GroupCommit<Integer, String> heavy = new GroupCommit<>(this::commit, request -> weight);
        submit(heavy, 0, 1, 2, 3, 4);
        assertThat(failures).isEmpty();
        submit(heavy, 5);
        assertThat(failures).singleElement().isInstanceOf(StorageUnavailable.class);
        succeed();
        submit(heavy, 6);
        assertThat(failures).hasSize(1);
        while (!underWay.isEmpty()) {
            succeed();
        }
        assertThat(commits.stream().flatMap(List::stream)).containsExactly(0, 1, 2, 3, 4, 6);
    }

    @Test
    void a_request_heavier_than_all_that_may_wait_is_taken_when_nothing_waits() {
        GroupCommit<Integer, String> heavy =
                new GroupCommit<>(this::commit, request -> GroupCommit.QUEUE_WEIGHT_MAX * 2);
        submit(heavy, 1);
        assertThat(commits).containsExactly(List.of(1));
    }

    @Test
    void a_request_that_is_refused_fails_alone() {
        submit(0, 1, 2, 3);
        succeed();
        fail(new IllegalArgumentException("one of them"));
        assertThat(commits.getLast()).containsExactly(1);
        succeed();
        fail(new IllegalArgumentException("this one"));
        succeed();
        assertThat(commits).containsExactly(List.of(0), List.of(1, 2, 3), List.of(1), List.of(2), List.of(3));
        assertThat(answers).containsExactly("done 0", "done 1", "done 3");
        assertThat(failures).singleElement().extracting(Throwable::getMessage).isEqualTo("this one");
    }

    @Test
    void what_comes_meanwhile_waits_until_all_were_tried_alone() {
        submit(0, 1, 2);
        succeed();
        fail(new IllegalArgumentException("one of them"));
        submit(3);
        succeed();
        succeed();
        assertThat(commits.getLast()).containsExactly(3);
        succeed();
        assertThat(answers).containsExactly("done 0", "done 1", "done 2", "done 3");
    }

    @Test
    void a_request_that_is_refused_by_itself_is_not_tried_again() {
        submit(1);
        fail(new IllegalArgumentException("this one"));
        assertThat(commits).hasSize(1);
        assertThat(failures).hasSize(1);
        submit(2);
        assertThat(commits).hasSize(2);
    }

    @Test
    void when_the_database_fails_the_whole_group_fails_at_once() {
        submit(0, 1, 2, 3);
        succeed();
        fail(new StorageUnavailable("disk full"));
        assertThat(failures).hasSize(3).allMatch(StorageUnavailable.class::isInstance);
        assertThat(commits).containsExactly(List.of(0), List.of(1, 2, 3));
        submit(4);
        succeed();
        assertThat(answers).containsExactly("done 0", "done 4");
    }

    @Test
    void a_commit_that_throws_fails_its_requests_however_many_they_are() {
        GroupCommit<Integer, String> broken = new GroupCommit<>(this::firstThenThrow, request -> 1);
        submit(broken, IntStream.rangeClosed(0, GroupCommit.REQUESTS_MAX).toArray());
        succeed();
        assertThat(answers).containsExactly("done 0");
        assertThat(failures)
                .hasSize(GroupCommit.REQUESTS_MAX)
                .allMatch(failure -> "broken".equals(failure.getMessage()));
    }

    @Test
    void nothing_is_submitted_before_somebody_waits_for_it() {
        Uni<String> unused = groups.submit(1);
        assertThat(commits).isEmpty();
        var waiting = unused.subscribe().asCompletionStage();
        assertThat(commits).hasSize(1);
        assertThat(waiting).isNotDone();
    }

    @Test
    void a_caller_that_went_away_is_committed_all_the_same() {
        submit(0);
        groups.submit(1).subscribe().with(answers::add).cancel();
        succeed();
        assertThat(commits.getLast()).containsExactly(1);
        succeed();
        assertThat(answers).containsExactly("done 0");
    }

    private Uni<List<String>> firstThenThrow(List<Integer> requests) {
        if (requests.contains(0)) {
            return commit(requests);
        }
        throw new IllegalStateException("broken");
    }

    private Uni<List<String>> commit(List<Integer> requests) {
        commits.add(requests);
        return Uni.createFrom().<List<String>>emitter(underWay::add);
    }

    private void submit(int... requests) {
        submit(groups, requests);
    }

    private void submit(GroupCommit<Integer, String> to, int... requests) {
        for (int request : requests) {
            to.submit(request).subscribe().with(answers::add, failures::add);
        }
    }

    private void succeed() {
        List<Integer> requests = commits.get(commits.size() - underWay.size());
        next().complete(requests.stream().map(request -> "done " + request).toList());
    }

    private void fail(Throwable failure) {
        next().fail(failure);
    }

    private UniEmitter<? super List<String>> next() {
        @Nullable UniEmitter<? super List<String>> next = underWay.poll();
        assertThat(next).as("a commit under way").isNotNull();
        return next;
    }
}
