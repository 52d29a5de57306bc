package dev.bellhop.operation;

/**
 * Why an operation, or a step of it, failed; callers see both parts.
 *
 * @param code stable, for programs: letters a to z, digits and hyphens
 * @param message for people
 */
public record OperationError(String code, String message) {

    /** The deadline of the operation passed. */
    public static final String EXPIRED = "expired";
    /** An awaited event did not come in time. */
    public static final String EVENT_TIMEOUT = "event-timeout";
    /** A step failed in a way that its author did not name. */
    public static final String STEP_FAILED = "step-failed";
    /** The action itself failed, outside its steps. */
    public static final String ACTION_FAILED = "action-failed";
    /** The action that began the operation is another one now, or is no longer there. */
    public static final String ACTION_CHANGED = "action-changed";
    /** An action that has more steps than are kept. */
    public static final String TOO_MANY_STEPS = "too-many-steps";

    /** What an operation fails with whose deadline passed. */
    public static OperationError expired() {
        return new OperationError(EXPIRED, "The deadline passed before the operation was over");
    }
}
