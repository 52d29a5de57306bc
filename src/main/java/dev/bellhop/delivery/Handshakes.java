package dev.bellhop.delivery;

import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.options.SubscriptionOptions;
import io.smallrye.mutiny.Uni;

/** Asks receivers whether they want to be sent anything, before they are. */
@FunctionalInterface
public interface Handshakes {

    /** Asks as the options of the subscription say; whatever goes wrong is an outcome, never a failure. */
    Uni<Outcome> ask(Subscription wanted);

    /** What the receiver said. */
    sealed interface Outcome {}

    /**
     * It wants to.
     *
     * @param options those that were wanted, no faster than the receiver allows
     */
    record Agreed(SubscriptionOptions options) implements Outcome {}

    /**
     * It does not, or said nothing that means it does.
     *
     * @param reason what was expected and what came, as a sentence fit for people, without secrets
     */
    record Declined(String reason) implements Outcome {}
}
