package dev.bellhop.source;

import java.io.IOException;

/** A folder that cannot be reached as a whole. Its message is for people, and shows no credential. */
public final class FolderUnavailable extends IOException {

    private static final long serialVersionUID = 1L;

    public FolderUnavailable(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
