package dev.bellhop.event;

/** Makes absolute URLs of the content that Bellhop serves for its events. */
@FunctionalInterface
public interface ContentLinks {

    /** The URL of a {@link CloudEvent#contentPath}. */
    String url(String contentPath);

    /**
     * Links that need a right of their own to be followed.
     *
     * @param publicUrl start of absolute URLs, without a trailing slash
     */
    static ContentLinks under(String publicUrl) {
        return path -> publicUrl + path;
    }
}
