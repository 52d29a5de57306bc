package dev.bellhop.simulator.check.rule;

import java.util.List;

/** What is demanded of every answer, whatever is called. */
public final class AnswerRules {

    public static final Rule REACHABLE = Rule.breach(
            "reachable",
            "The service answers",
            "Somebody answers HTTP under this URL.",
            "Logic Apps limits: outbound requests");

    public static final Rule NO_REDIRECT = Rule.breach(
            "no-redirect",
            "Nothing redirects",
            "No answer is a 3xx, also not at completion: engines do not follow and report a failure.",
            "azure-docs#40772, architecture-center#3396");

    public static final Rule NO_ACCEPT_NEEDED = Rule.breach(
            "no-accept-needed",
            "No Accept header is needed",
            "Engines send no Accept header and no Content-Type on GET: never answer 406 or 415.",
            "RFC 9110, 12.5.1; Logic Apps: HTTP connector, request headers");

    public static final Rule ANSWERED = Rule.breach(
            "every-request-answered",
            "Every request is answered",
            "No connection is refused, closed or broken off before the whole answer is there.",
            "Logic Apps: retry policies");

    public static final Rule IN_TIME = Rule.breach(
            "answers-in-time",
            "Answers within 120 s",
            "The whole answer is there within 120 s, when engines give up.",
            "Logic Apps limits: outbound request time-out");

    public static final Rule JSON_PARSES = Rule.breach(
            "json-parses",
            "What is declared as JSON is JSON",
            "A body of a JSON content type parses: otherwise the action fails.",
            "Logic Apps: content types; RFC 8259");

    public static final Rule JSON_DECLARED = Rule.advice(
            "json-declared",
            "JSON is declared as JSON",
            "A JSON object or array has a JSON content type: otherwise the workflow sees a string or base64.",
            "Logic Apps: content types");

    public static final Rule LOCATION_PRESENT = Rule.breach(
            "location-present",
            "Location is there",
            "Location says where to go on: on each 200 and 202 of a poll, on the 202 of a start, on a new subscription.",
            "Logic Apps: create custom APIs; azure-docs#61202, #77586");

    public static final Rule LOCATION_VALID = Rule.breach(
            "location-valid",
            "Location is a URL",
            "Location is a valid URI reference: the state in it is URL-encoded.",
            "RFC 9110, 10.2.2; RFC 3986, 2.1");

    public static final Rule LOCATION_ABSOLUTE = Rule.breach(
            "location-absolute",
            "Location is absolute",
            "Location begins with scheme and host: how engines take a relative one is documented nowhere.",
            "Logic Apps: create custom APIs (\"an absolute path to a URL\")");

    public static final Rule LOCATION_SCHEME = Rule.breach(
            "location-scheme",
            "Location keeps the scheme",
            "A service called over https answers with an https Location, also behind a proxy that ends TLS.",
            "quarkus#45456; LogicAppTriggersExample");

    public static final Rule LOCATION_HOST = Rule.breach(
            "location-host",
            "Location keeps the host",
            "Location names the host that was called: another one gets no key and cannot be deleted.",
            "PowerPlatformConnectors#3678, durabletask-js#333");

    public static final Rule LOCATION_PORT = Rule.breach(
            "location-port",
            "Location keeps the port",
            "Location names the port that was called.",
            "LogicAppTriggersExample, LogicAppsAsyncResponseSample");

    public static final Rule LOCATION_LENGTH = Rule.breach(
            "location-length",
            "Location is short",
            "Location is under 2,000 characters: a trigger's URI may have 2 KB.",
            "Logic Apps: workflow triggers reference");

    public static final Rule RETRY_AFTER_PRESENT = Rule.breach(
            "retry-after-present",
            "Retry-After is there",
            "Each 200 and 202 of a poll, and each 202 of an action, says when to ask again.",
            "Logic Apps: create custom APIs; durable-extension#99, azure-sdk-for-net#3439");

    public static final Rule RETRY_AFTER_SECONDS = Rule.breach(
            "retry-after-seconds",
            "Retry-After is whole seconds",
            "Retry-After is a whole number of seconds: no fraction, no unit; a date throws in Durable clients.",
            "RFC 9110, 10.2.3; Durable Functions: CallHttpAsync");

    static final List<Rule> LOCATION = List.of(
            LOCATION_PRESENT,
            LOCATION_VALID,
            LOCATION_ABSOLUTE,
            LOCATION_SCHEME,
            LOCATION_HOST,
            LOCATION_PORT,
            LOCATION_LENGTH);

    static final List<Rule> RETRY_AFTER = List.of(RETRY_AFTER_PRESENT, RETRY_AFTER_SECONDS);

    static final List<Rule> EVERY =
            List.of(ANSWERED, IN_TIME, NO_REDIRECT, NO_ACCEPT_NEEDED, JSON_PARSES, JSON_DECLARED);

    private AnswerRules() {}
}
