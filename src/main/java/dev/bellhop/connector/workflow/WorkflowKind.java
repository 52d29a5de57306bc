package dev.bellhop.connector.workflow;

import java.util.Optional;
import java.util.stream.Stream;

/** The four ways in which a workflow works with Bellhop over plain HTTP. */
public enum WorkflowKind {
    POLLING("polling", true),
    WEBHOOK("webhook", true),
    ASYNC("async", false),
    WEBHOOK_ACTION("webhook-action", false);

    private final String text;
    private final boolean trigger;

    WorkflowKind(String text, boolean trigger) {
        this.text = text;
        this.trigger = trigger;
    }

    public static Optional<WorkflowKind> of(String text) {
        return Stream.of(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }

    /** As it stands in a URL. */
    public String text() {
        return text;
    }

    /** Whether it begins with a source; else it calls an action. */
    public boolean isTrigger() {
        return trigger;
    }
}
