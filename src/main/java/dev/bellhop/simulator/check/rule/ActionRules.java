package dev.bellhop.simulator.check.rule;

import java.util.List;
import java.util.stream.Stream;

/** What is demanded of long work that is started and then asked about. */
public final class ActionRules {

    private static final String ASYNC = "Logic Apps: create custom APIs, asynchronous actions";

    public static final Rule START_ACCEPTED = Rule.breach(
            "start-accepted",
            "A start is accepted",
            "A start is answered 202, or another 2xx if the work is done at once.",
            ASYNC);

    public static final Rule STATUS_AT_ONCE = Rule.breach(
            "status-at-once",
            "The status is there at once",
            "Location leads to a status as soon as the 202 has left: the first read may follow at once, and is no 404.",
            "durable-extension#99, Azure/logicapps#217");

    public static final Rule STATUS_LASTS = Rule.breach(
            "status-lasts",
            "The status does not vanish",
            "Work that was seen running is not gone at a later read: no 404 and no 400 for an id that was given out.",
            "LogicAppsAsyncResponseSample");

    public static final Rule STATUS_WITHOUT_KEY = Rule.breach(
            "status-without-key",
            "The status needs no key",
            "Location can be read without the key header of the start: Power Automate does not repeat it.",
            "Azure/logicapps#611, architecture-center#4307");

    public static final Rule STATUS_WITH_WRONG_KEY = Rule.breach(
            "status-with-wrong-key",
            "A key does not spoil the status",
            "Location can be read with a key header that belongs to something else.",
            "durable-extension#1141, #1225");

    public static final Rule RESULT_KEPT = Rule.breach(
            "result-kept",
            "A result can be read again",
            "The end is told again, with the same status and body: an answer may be lost.",
            "LogicAppsAsyncResponseSample");

    public static final Rule RUNNING_LOCATION = Rule.advice(
            "running-location",
            "A running status repeats Location",
            "Each 202 carries Location: some clients stop without.",
            "Durable Functions: CallHttpAsync");

    public static final Rule FAILURE_TOLD = Rule.advice(
            "failure-told",
            "Failed work does not look like success",
            "Work that failed ends in 4xx or 5xx: with 200 the workflow goes on.",
            ASYNC + "; durable-extension#1469");

    public static final Rule START_IDEMPOTENT = Rule.advice(
            "start-idempotent",
            "A repeated start is one operation",
            "The same Idempotency-Key and tracking headers again lead to the same operation: engines repeat a start.",
            "Logic Apps: retry policies; Azure/logicapps#1136");

    /** In the order in which they are reported. */
    public static final List<Rule> ALL = Stream.of(
                    List.of(AnswerRules.REACHABLE, START_ACCEPTED),
                    AnswerRules.EVERY,
                    AnswerRules.LOCATION,
                    AnswerRules.RETRY_AFTER,
                    List.of(STATUS_AT_ONCE, STATUS_LASTS, STATUS_WITHOUT_KEY, STATUS_WITH_WRONG_KEY),
                    List.of(RUNNING_LOCATION, RESULT_KEPT, FAILURE_TOLD, START_IDEMPOTENT))
            .flatMap(List::stream)
            .toList();

    private ActionRules() {}
}
