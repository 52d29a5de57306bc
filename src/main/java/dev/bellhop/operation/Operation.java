package dev.bellhop.operation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of an action.
 *
 * @param no grows from start to start, for paging
 * @param caller who started it
 * @param input JSON
 * @param customStatus JSON that the action tells of its progress
 * @param output JSON, if it succeeded
 * @param error if it failed
 * @param reason why it was cancelled or suspended, if somebody said
 * @param wakeAt when it goes on by itself, if it waits for a time
 * @param deadline when it fails as expired
 * @param ended when it was over
 */
public record Operation(
        long no,
        String id,
        String action,
        String caller,
        String input,
        OperationStatus status,
        @Nullable String customStatus,
        @Nullable String output,
        @Nullable OperationError error,
        @Nullable String reason,
        Instant created,
        Instant updated,
        @Nullable Instant wakeAt,
        Instant deadline,
        @Nullable Instant ended) {

    /** What a token is made for that lets its holder see and change this one operation. */
    public static String capability(String id) {
        return "operation:" + id;
    }

    /** What a token is made for that lets its holder see what became of this one operation, and change nothing. */
    public static String readingCapability(String id) {
        return "operation-status:" + id;
    }
}
