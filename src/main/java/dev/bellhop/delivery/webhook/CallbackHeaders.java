package dev.bellhop.delivery.webhook;

import dev.bellhop.subscription.options.SubscriptionOptions;
import io.vertx.core.MultiMap;

/** Headers that all requests to a callback have in common. */
final class CallbackHeaders {

    /** Whoever agreed to a handshake finds it in every request (CloudEvents 1.0, HTTP webhook, section 4.1.2). */
    static final String REQUEST_ORIGIN = "WebHook-Request-Origin";

    private CallbackHeaders() {}

    /** To add others to; those that the subscriber wants are in it. */
    static MultiMap of(SubscriptionOptions options) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("User-Agent", "Bellhop");
        options.headers().values().forEach((name, value) -> headers.add(name, value.reveal()));
        return headers;
    }

    /** The host of the public URL, by which a receiver knows this Bellhop. */
    static String origin(String publicUrl) {
        String authority = publicUrl.substring(publicUrl.indexOf("://") + 3).split("/", 2)[0];
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }
}
