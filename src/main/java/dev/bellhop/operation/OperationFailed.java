package dev.bellhop.operation;

/** A failure that the author of an action names, and that callers shall see. */
public final class OperationFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient OperationError error;
    private final boolean isFinal;

    /** One that is not tried again. */
    public OperationFailed(String code, String message) {
        this(new OperationError(code, message));
    }

    /** One that is not tried again. */
    public OperationFailed(OperationError error) {
        this(error, true);
    }

    private OperationFailed(OperationError error, boolean isFinal) {
        super(error.code() + ": " + error.message());
        this.error = error;
        this.isFinal = isFinal;
    }

    /** One that may pass: the step is tried again as its policy says, and callers see this only if that does not help. */
    public static OperationFailed forNow(String code, String message) {
        return new OperationFailed(new OperationError(code, message), false);
    }

    public OperationError error() {
        return error;
    }

    /** Whether to try again is in vain. */
    public boolean isFinal() {
        return isFinal;
    }
}
