package dev.bellhop.operation;

/** A failure that the author of an action names, and that callers shall see; it is not tried again. */
public final class OperationFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient OperationError error;

    public OperationFailed(String code, String message) {
        this(new OperationError(code, message));
    }

    public OperationFailed(OperationError error) {
        super(error.code() + ": " + error.message());
        this.error = error;
    }

    public OperationError error() {
        return error;
    }
}
