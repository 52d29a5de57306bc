package dev.bellhop.subscription.options;

/** How an event stands in a callback (CloudEvents 1.0, HTTP protocol binding, section 3). */
public enum ContentMode {
    /** The CloudEvents JSON format, called {@code application/json}: what the engines of Logic Apps parse. */
    PLAIN("plain"),
    /** The same bytes, called {@code application/cloudevents+json}, or {@code …-batch+json} for an array. */
    STRUCTURED("structured"),
    /** The data is the body, the attributes are headers that begin with {@code ce-}. */
    BINARY("binary");

    private final String word;

    ContentMode(String word) {
        this.word = word;
    }

    /** What callers write and read. */
    public String word() {
        return word;
    }
}
