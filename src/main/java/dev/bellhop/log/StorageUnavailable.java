package dev.bellhop.log;

/**
 * The database cannot do what was asked of it now: it is full, away, or takes less than arrives. Nothing was written;
 * the same request may be tried again.
 */
public final class StorageUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StorageUnavailable(String message) {
        super(message);
    }

    public StorageUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
