package dev.bellhop.subscription;

import dev.bellhop.subscription.Subscriptions.TooMany;
import java.util.Optional;

/**
 * How many subscriptions there may be that have not ended.
 *
 * @param perSource of one source
 * @param perOwner of one caller; 0 for any number
 */
public record SubscriptionLimits(int perSource, int perOwner) {

    /** As many as anybody likes. */
    public static final SubscriptionLimits NONE = new SubscriptionLimits(Integer.MAX_VALUE, 0);

    /** Whether those of its owner count. */
    public boolean countOwner(Subscription wanted) {
        return perOwner > 0 && wanted.owner() != null;
    }

    /** Why one more may not be added to those that there are; empty if it may. */
    public Optional<TooMany> refusal(Subscription wanted, int ofSource, int ofOwner) {
        if (ofSource >= perSource) {
            return Optional.of(new TooMany("The source has " + perSource + " active subscriptions already, which is the"
                    + " most it may have (bellhop.subscriptions.per-source-max)"));
        }
        if (countOwner(wanted) && ofOwner >= perOwner) {
            return Optional.of(new TooMany("The caller " + wanted.owner() + " has " + perOwner
                    + " active subscriptions already, which is the most it may have"
                    + " (bellhop.subscriptions.per-caller-max): unsubscribe those that are not needed, or use another"
                    + " key"));
        }
        return Optional.empty();
    }
}
