package dev.bellhop.simulator.check.rule;

import java.util.List;
import java.util.stream.Stream;

/** What is demanded of a webhook trigger. */
public final class WebhookRules {

    private static final String WEBHOOK = "Logic Apps: HTTP Webhook";
    private static final String CONNECTOR = "custom connectors: webhook triggers";

    public static final Rule SUBSCRIBE_ACCEPTED =
            Rule.breach("subscribe-accepted", "A subscription is accepted", "Subscribing is answered 2xx.", WEBHOOK);

    public static final Rule SUBSCRIBE_CREATED = Rule.advice(
            "subscribe-created", "A subscription is answered 201", "Custom connectors demand a 201.", CONNECTOR);

    public static final Rule SUBSCRIBE_IDEMPOTENT = Rule.breach(
            "subscribe-idempotent",
            "The same callback is the same subscription",
            "Subscribing again with the same callback is answered 2xx, and Location leads to the same subscription.",
            "azure-docs#116407");

    public static final Rule SUBSCRIBE_AS_TEXT = Rule.breach(
            "subscribe-as-text",
            "A bare callback is accepted",
            "The callback URL alone, as text/plain, is a subscription: so it arrives when it is the whole body.",
            WEBHOOK);

    public static final Rule UNSUBSCRIBE_ACCEPTED = Rule.breach(
            "unsubscribe-accepted",
            "Unsubscribing is accepted",
            "The DELETE of the Location is answered 2xx, and at least one form of POST where there is a URL for it.",
            WEBHOOK);

    public static final Rule UNSUBSCRIBE_FORMS = Rule.advice(
            "unsubscribe-forms",
            "Unsubscribing is accepted in every form",
            "A body as subscribed, the bare callback, the id, and nothing but the workflow headers are all understood.",
            "Logic Apps: HTTP Webhook; azure-docs#43001, #109326");

    public static final Rule UNSUBSCRIBE_REPEATED = Rule.breach(
            "unsubscribe-repeated",
            "Unsubscribing again is accepted",
            "Unsubscribing what is gone already is answered 2xx: engines repeat it, and come late.",
            WEBHOOK + "; TRex");

    public static final Rule UNSUBSCRIBE_UNKNOWN = Rule.breach(
            "unsubscribe-unknown",
            "Unsubscribing a stranger is accepted",
            "Unsubscribing a callback that nobody subscribed is answered 2xx.",
            "azure-docs#43001");

    public static final Rule UNSUBSCRIBE_WITHOUT_KEY = Rule.breach(
            "unsubscribe-without-key",
            "DELETE needs no key",
            "Location authorises itself: the DELETE arrives without the API key.",
            "PowerPlatformConnectors#3678");

    public static final Rule CALLBACK_ARRIVES = Rule.breach(
            "callback-arrives",
            "Every item is called back",
            "Each item that happened is posted to the callback.",
            WEBHOOK);

    public static final Rule CALLBACK_POST =
            Rule.breach("callback-post", "The callback is a POST", "The callback URL is called with POST.", WEBHOOK);

    public static final Rule CALLBACK_TARGET = Rule.breach(
            "callback-target",
            "The callback URL is used as it is",
            "Path and query arrive byte for byte: a decoded %2F or a lost parameter breaks the signature.",
            "apprise#1316, #1675");

    public static final Rule CALLBACK_NO_AUTHORIZATION = Rule.breach(
            "callback-no-authorization",
            "The callback has no Authorization",
            "An Authorization header collides with the signature in the URL.",
            "Azure/logicapps#1157");

    public static final Rule CALLBACK_JSON = Rule.breach(
            "callback-json", "The callback is JSON", "The body parses as JSON and is declared as JSON.", WEBHOOK);

    public static final Rule CALLBACK_ONCE = Rule.breach(
            "callback-once",
            "One item is one callback",
            "What was subscribed twice is called once, and what was accepted is not sent again.",
            "LogicAppTriggersExample; azure-docs#116407");

    public static final Rule CALLBACK_RETRIED = Rule.breach(
            "callback-retried",
            "A refused callback is sent again",
            "After a 503 the same item comes again, with the same id.",
            "Logic Apps limits: 429 while throttled; Standard Webhooks");

    public static final Rule CALLBACK_ENDS = Rule.breach(
            "callback-ends",
            "Nothing is called back after unsubscribing",
            "What happens after unsubscribing is not posted to the callback.",
            WEBHOOK);

    public static final Rule CALLBACK_SIGNED = Rule.breach(
            "callback-signed",
            "The signature is valid",
            "With a secret, webhook-signature fits body, id and time.",
            "Standard Webhooks 1.0.0");

    /** In the order in which they are reported. */
    public static final List<Rule> ALL = Stream.of(
                    List.of(AnswerRules.REACHABLE, SUBSCRIBE_ACCEPTED, SUBSCRIBE_CREATED),
                    AnswerRules.EVERY,
                    AnswerRules.LOCATION,
                    List.of(SUBSCRIBE_IDEMPOTENT, SUBSCRIBE_AS_TEXT),
                    List.of(CALLBACK_ARRIVES, CALLBACK_POST, CALLBACK_TARGET, CALLBACK_NO_AUTHORIZATION),
                    List.of(CALLBACK_JSON, CALLBACK_ONCE, CALLBACK_RETRIED, CALLBACK_SIGNED),
                    List.of(UNSUBSCRIBE_ACCEPTED, UNSUBSCRIBE_FORMS, UNSUBSCRIBE_WITHOUT_KEY, UNSUBSCRIBE_REPEATED),
                    List.of(UNSUBSCRIBE_UNKNOWN, CALLBACK_ENDS))
            .flatMap(List::stream)
            .toList();

    private WebhookRules() {}
}
