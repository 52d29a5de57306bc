package dev.bellhop.simulator;

import java.util.Arrays;
import java.util.Optional;

/** What goes wrong between an engine and a service, sooner or later. */
public enum Trouble {
    /** The service answers, and the engine never sees it. */
    LOST_RESPONSE("lost-response"),
    /** The same request arrives twice. */
    DUPLICATE_REQUEST("duplicate-request"),
    /** The engine's host starts anew and subscribes once more, without having unsubscribed. */
    HOST_RESTART("host-restart"),
    /** Somebody saves the trigger: its state is lost, its callback URL is another one. */
    EDITED("edited"),
    /** The workflow is disabled for a while; its state is kept. */
    DISABLED("disabled");

    private final String text;

    Trouble(String text) {
        this.text = text;
    }

    static Optional<Trouble> named(String text) {
        return Arrays.stream(values())
                .filter(trouble -> trouble.text.equals(text))
                .findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
