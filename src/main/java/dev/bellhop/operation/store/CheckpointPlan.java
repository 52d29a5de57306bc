package dev.bellhop.operation.store;

import dev.bellhop.operation.OperationStatus;
import dev.bellhop.operation.store.Checkpoint.Course;
import dev.bellhop.operation.store.Checkpoint.Saved;
import org.jspecify.annotations.Nullable;

/**
 * What a store does with a checkpoint; pure.
 *
 * @param course the course that is written, if anything is
 * @param after what the next checkpoint of the operation meets; {@code null} if there is no such operation
 */
public record CheckpointPlan(
        Saved answer, Course course, @Nullable Fence after) {

    private static final Course GOING = new Course.Going();

    /** What a checkpoint is held against: the newest claim, and the status. */
    public record Fence(long epoch, OperationStatus status) {}

    public static CheckpointPlan of(Checkpoint checkpoint, @Nullable Fence fence) {
        if (fence == null || fence.epoch() != checkpoint.claim().epoch()) {
            return new CheckpointPlan(Saved.LOST, GOING, fence);
        }
        return switch (fence.status()) {
            case RUNNING ->
                new CheckpointPlan(
                        Saved.KEPT, checkpoint.course(), new Fence(fence.epoch(), after(checkpoint.course())));
            case SUSPENDED ->
                new CheckpointPlan(
                        Saved.SUSPENDED,
                        checkpoint.course() instanceof Course.GivenBack ? checkpoint.course() : GOING,
                        fence);
            // Given back or parked, and not claimed since: the claim is used up.
            case PENDING, WAITING, SUCCEEDED, FAILED, CANCELLED -> new CheckpointPlan(Saved.LOST, GOING, fence);
        };
    }

    private static OperationStatus after(Course course) {
        return switch (course) {
            case Course.Going going -> OperationStatus.RUNNING;
            case Course.Parked parked -> OperationStatus.WAITING;
            case Course.GivenBack back -> OperationStatus.WAITING;
            case Course.Succeeded succeeded -> OperationStatus.SUCCEEDED;
            case Course.Failed failed -> OperationStatus.FAILED;
        };
    }
}
