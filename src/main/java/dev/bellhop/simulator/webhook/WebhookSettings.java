package dev.bellhop.simulator.webhook;

import dev.bellhop.simulator.wire.Url;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a run of a webhook trigger does.
 *
 * @param secret signs the callbacks; null: the one that the service makes, if it makes one
 * @param expect the run ends after so many different events; null: it does not
 * @param duration the run ends after so long; null: it does not
 * @param beat how often a trouble may strike
 * @param settle how long the run listens on, for what should not come
 */
public record WebhookSettings(
        Calls calls,
        @Nullable String secret,
        @Nullable Integer expect,
        @Nullable Duration duration,
        Duration beat,
        Duration settle) {

    public static final Duration BEAT_DEFAULT = Duration.ofSeconds(10);
    public static final Duration SETTLE_DEFAULT = Duration.ofSeconds(5);

    public WebhookSettings {
        if (expect != null && expect < 1) {
            throw new IllegalArgumentException("to expect events, expect at least 1");
        }
        if (secret != null) {
            // Says what is wrong with it before anything is called.
            var unused = new SignatureCheck(secret);
        }
    }

    public static WebhookSettings of(Calls calls) {
        return new WebhookSettings(calls, null, null, null, BEAT_DEFAULT, SETTLE_DEFAULT);
    }

    /**
     * How one subscribes and unsubscribes.
     *
     * @param body with {@code @{listCallbackUrl()}} where the callback URL goes
     * @param unsubscribeUrl null if there is none but the {@code Location}
     * @param forms the ways to unsubscribe that are tried
     */
    public record Calls(
            String subscribeUrl,
            String method,
            String body,
            @Nullable String unsubscribeUrl,
            List<UnsubscribeForm> forms) {

        public static final String METHOD_DEFAULT = "POST";
        public static final String BODY_DEFAULT = "{\"callbackUrl\":\"@{listCallbackUrl()}\"}";

        public Calls {
            method = method.toUpperCase(Locale.ROOT);
            forms = List.copyOf(forms);
            demandUrl(subscribeUrl);
            if (unsubscribeUrl != null) {
                demandUrl(unsubscribeUrl);
            }
            if (!body.contains("listCallbackUrl()")) {
                throw new IllegalArgumentException(
                        "the body must say where to call: write @{listCallbackUrl()} into it");
            }
        }

        /** The usual way, at this URL. */
        public static Calls at(String subscribeUrl, @Nullable String unsubscribeUrl) {
            return new Calls(
                    subscribeUrl, METHOD_DEFAULT, BODY_DEFAULT, unsubscribeUrl, List.of(UnsubscribeForm.values()));
        }

        private static void demandUrl(String url) {
            if (Url.parse(url).isEmpty()) {
                throw new IllegalArgumentException("'" + url + "' is no absolute http or https URL");
            }
        }
    }
}
