package dev.bellhop.delivery.webhook;

import dev.bellhop.delivery.Handshakes.Agreed;
import dev.bellhop.delivery.Handshakes.Declined;
import dev.bellhop.delivery.Handshakes.Outcome;
import dev.bellhop.outbound.OutboundClient;
import dev.bellhop.subscription.options.Rate;
import dev.bellhop.subscription.options.SubscriptionOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What an answer to a handshake means. Nothing of it but its status is repeated to whoever subscribed. */
final class HandshakeAnswer {

    private HandshakeAnswer() {}

    /**
     * CloudEvents 1.0, HTTP webhook, section 4.2.
     *
     * @param allowedOrigin the header {@code WebHook-Allowed-Origin}
     * @param allowedRate the header {@code WebHook-Allowed-Rate}: requests a minute
     */
    static Outcome cloudEvents(
            SubscriptionOptions wanted,
            String origin,
            int status,
            @Nullable String allowedOrigin,
            @Nullable String allowedRate) {
        if (status < 200 || status > 299) {
            return declined(cloudEventsExpected(origin), answered(status));
        }
        if (allowedOrigin == null) {
            return declined(cloudEventsExpected(origin), answered(status) + " without that header");
        }
        String allowed = allowedOrigin.strip();
        if (!allowed.equals("*") && !allowed.equalsIgnoreCase(origin)) {
            return declined(cloudEventsExpected(origin), answered(status) + " and allowed another origin");
        }
        if (allowedRate == null || allowedRate.strip().equals("*")) {
            return new Agreed(wanted);
        }
        String rate = allowedRate.strip();
        if (!rate.matches("0*[1-9][0-9]*")) {
            return declined(
                    "WebHook-Allowed-Rate to be * or a number of requests a minute, from 1 on",
                    answered(status) + " with something else in it");
        }
        return new Agreed(wanted.slowedTo(new Rate(count(rate), Rate.MINUTE)));
    }

    static String cloudEventsExpected(String origin) {
        return "an answer 2xx to OPTIONS with WebHook-Allowed-Origin: " + origin + " (or *)";
    }

    /** What Azure Event Grid takes as an agreement: 200, no other 2xx, and the code in JSON. */
    static Outcome eventGrid(SubscriptionOptions wanted, String code, int status, @Nullable Buffer body) {
        if (status != 200) {
            return declined(eventGridExpected(), answered(status));
        }
        if (body == null) {
            return declined(
                    eventGridExpected(), answered(status) + " with more than " + OutboundClient.ANSWER_MAX + " bytes");
        }
        return code.equals(validationResponse(body))
                ? new Agreed(wanted)
                : declined(eventGridExpected(), answered(status) + " without it");
    }

    static String eventGridExpected() {
        return "an answer 200 with {\"validationResponse\":…} and in it the validationCode of the event that was posted";
    }

    static Declined declined(String expected, String came) {
        return new Declined("The receiver did not agree. Expected was " + expected + ", but " + came + ".");
    }

    private static String answered(int status) {
        return "it answered " + status;
    }

    private static int count(String digits) {
        String significant = digits.replaceFirst("^0+", "");
        return significant.length() > 9 ? Rate.COUNT_MAX : Math.min(Rate.COUNT_MAX, Integer.parseInt(significant));
    }

    private static @Nullable Object validationResponse(Buffer body) {
        try {
            return Json.decodeValue(body) instanceof JsonObject json ? json.getValue("validationResponse") : null;
        } catch (DecodeException notJson) {
            return null;
        }
    }
}
