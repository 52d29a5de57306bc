package dev.bellhop.subscription.options;

/** How a receiver is asked, before it gets anything, whether it wants to. */
public enum Handshake {
    NONE("none"),
    /** {@code OPTIONS} with {@code WebHook-Request-Origin} (CloudEvents 1.0, HTTP webhook, section 4). */
    CLOUDEVENTS("cloudevents"),
    /** A validation event whose code the receiver must repeat, as Azure Event Grid does. */
    EVENT_GRID("event-grid");

    private final String word;

    Handshake(String word) {
        this.word = word;
    }

    /** What callers write and read. */
    public String word() {
        return word;
    }
}
