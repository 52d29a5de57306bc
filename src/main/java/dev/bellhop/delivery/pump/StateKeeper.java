package dev.bellhop.delivery.pump;

import dev.bellhop.delivery.pump.DeliveryRunner.Tools;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState.Failing;
import dev.bellhop.subscription.SubscriptionState.Paused;
import io.smallrye.mutiny.Uni;
import java.time.Instant;

/**
 * Brings what is stored of a subscription's state to what is known of its target; in the end both agree, also when a
 * database was away. Belongs to the thread of the delivery.
 */
final class StateKeeper {

    private final Tools tools;
    private boolean changing;
    private String reason = "";

    StateKeeper(Tools tools) {
        this.tools = tools;
    }

    /** The reason for which the target counts as failing, should it come to that. */
    void because(String why) {
        reason = why;
    }

    /** Stores another state if it must be another one. */
    void reconcile(Subscription subscription, boolean failing) {
        if (changing || subscription.state() instanceof Paused) {
            return;
        }
        if (subscription.state() instanceof Failing state) {
            if (!failing) {
                change(subscription, tools.states().recovered(subscription));
            } else if (isTooLong(state)) {
                change(subscription, tools.states().pause(subscription));
            }
        } else if (failing) {
            change(subscription, tools.states().failing(subscription, reason));
        }
    }

    private boolean isTooLong(Failing state) {
        Instant end = state.since().plus(tools.how().failingMax());
        return !tools.how().clock().instant().isBefore(end);
    }

    private void change(Subscription subscription, Uni<?> change) {
        changing = true;
        change.emitOn(tools.executor()).subscribe().with(done -> changing = false, failure -> {
            changing = false;
            tools.how().report().notSaid(subscription.id(), failure);
        });
    }
}
