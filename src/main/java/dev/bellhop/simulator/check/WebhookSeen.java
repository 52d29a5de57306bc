package dev.bellhop.simulator.check;

import dev.bellhop.simulator.Items;
import dev.bellhop.simulator.check.PollSeen.Repeat;
import dev.bellhop.simulator.check.exchange.Exchange;
import dev.bellhop.simulator.check.feed.Expected;
import dev.bellhop.simulator.webhook.Callback;
import java.util.List;
import java.util.Optional;

/**
 * What a webhook trigger was seen to do after it was subscribed.
 *
 * @param again the same subscription once more
 * @param callbacks all that arrived while it was subscribed, right or wrong
 * @param unknown unsubscribing a callback that nobody subscribed
 * @param later what happened after unsubscribing
 * @param strays what of it was called back
 * @param asText subscribing with the bare callback URL
 */
record WebhookSeen(
        Exchange subscribed,
        Exchange again,
        Expected expected,
        List<Callback> callbacks,
        Ends ends,
        Optional<Exchange> unknown,
        Expected later,
        List<Callback> strays,
        Exchange asText) {

    /**
     * How the subscription was taken back.
     *
     * @param withoutKey the DELETE of the Location without the key; empty if there is no Location or no key
     * @param deleted the DELETE of the Location; empty if there is none
     * @param posted the POSTs to the URL for it, in each form
     */
    record Ends(Optional<Exchange> withoutKey, Optional<Repeat> deleted, List<Repeat> posted) {}

    /** What an engine would have started runs for. */
    static List<Callback> accepted(List<Callback> callbacks) {
        return callbacks.stream()
                .filter(callback ->
                        callback.problem() == null && callback.answered().accepts())
                .toList();
    }

    static List<String> items(List<Callback> callbacks) {
        return callbacks.stream()
                .flatMap(callback -> Items.texts(callback.text()).stream())
                .toList();
    }
}
