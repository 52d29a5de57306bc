package dev.bellhop.simulator.check.rule;

import java.util.List;
import java.util.stream.Stream;

/** What is demanded of a polling trigger. */
public final class PollRules {

    private static final String POLLING = "Logic Apps: create custom APIs, polling triggers";

    public static final Rule POLL_STATUS = Rule.breach(
            "poll-status",
            "A poll is answered 200 or 202",
            "200 starts a run, 202 starts none, and nothing else is an answer: not 201, not 204, not an error.",
            "Logic Apps: workflow triggers reference, HTTP trigger");

    public static final Rule FIRST_POLL_QUIET = Rule.advice(
            "first-poll-quiet",
            "The first poll starts no run",
            "A poll without state is answered 202 with a state, unless the URL asks for another start.",
            POLLING);

    public static final Rule LOCATION_PARAMETERS = Rule.breach(
            "location-parameters",
            "Location repeats the parameters",
            "Location takes the place of the whole URL, so it repeats every other query parameter.",
            POLLING);

    public static final Rule STATE_MOVES = Rule.breach(
            "state-moves",
            "A 200 moves the state",
            "A 200 carries another state than it was asked with: otherwise the same item starts runs without end.",
            POLLING);

    public static final Rule STATE_STABLE = Rule.breach(
            "state-stable",
            "The same state gets the same answer",
            "An answer may be lost: the same state again gives the same body, byte for byte, and the same Location.",
            "Azure/logicapps#1136, #1270");

    public static final Rule IDLE_STATE_KEPT = Rule.advice(
            "idle-state-kept", "A 202 keeps the state", "A 202 carries the state that it was asked with.", POLLING);

    public static final Rule IDLE_STATE_SETTLES = Rule.breach(
            "idle-state-settles",
            "The state stands still while nothing happens",
            "A state that moves with each 202 follows a clock, and skips what is noticed late.",
            POLLING + "; NIFI-8081");

    public static final Rule IDLE_NOT_HURRIED = Rule.advice(
            "idle-not-hurried",
            "A 202 asks for patience",
            "A 202 has a Retry-After of a second or more: every poll is metered.",
            "Logic Apps: pricing, trigger executions");

    public static final Rule READING_DELETES_NOTHING = Rule.breach(
            "reading-deletes-nothing",
            "Reading deletes nothing",
            "An old state still gives the item after it, also when a later state was asked with.",
            "Azure/logicapps#1136; LogicAppsAsyncResponseSample");

    public static final Rule BACKLOG_HURRIES = Rule.advice(
            "backlog-hurries",
            "A backlog asks for haste",
            "A 200 has Retry-After: 0 while more is waiting.",
            POLLING + " (files)");

    public static final Rule BACKLOG_ENDS = Rule.breach(
            "backlog-ends",
            "A backlog ends in 202",
            "When everything was handed over, a poll is answered 202.",
            POLLING);

    public static final Rule STATE_TAMPERED = Rule.breach(
            "state-tampered",
            "A broken state is no server error",
            "A state that was cut or changed is answered 202 or 400: a 5xx is tried again for ever.",
            "LogicAppTriggersExample; Logic Apps: retry policies");

    public static final Rule STATE_TAMPERED_REPLAY = Rule.breach(
            "state-tampered-replay",
            "A broken state replays nothing",
            "A state that nobody gave out starts no runs for what was handed over long ago.",
            "power-automate-docs#546");

    public static final Rule STATE_CULTURE = Rule.breach(
            "state-culture",
            "The state depends on no culture",
            "A time in a state is not written as 11/20/2026 10:15:30 AM or 20.11.2026: another server reads it otherwise.",
            "LogicAppTriggersExample; RFC 3339");

    public static final Rule STATE_PRECISION = Rule.advice(
            "state-precision",
            "The state is finer than a second",
            "A time that serves as state has a zone and fractions of a second: equal times lose items.",
            "LogicAppTriggersExample; NIFI-4069");

    public static final Rule NO_ITEM_LOST = Rule.breach(
            "no-item-lost",
            "No item is lost",
            "Every item that happened arrives, also several of the same time and those dated long ago or ahead.",
            "Azure/logicapps#1270");

    public static final Rule NO_ITEM_TWICE = Rule.breach(
            "no-item-twice",
            "No item arrives twice",
            "A caller that follows Location gets each item once.",
            "Azure/logicapps#755");

    public static final Rule PAGE_SIZE = Rule.advice(
            "page-size",
            "A page has at most 100 items",
            "SplitOn takes 100 items once the concurrency of the trigger is limited.",
            "Logic Apps limits: SplitOn");

    public static final Rule SECOND_POLLER = Rule.breach(
            "second-poller",
            "Two workflows see the same",
            "Each caller with a state of its own sees every item: nothing is taken from a list that all share.",
            "LogicAppTriggersExample");

    /** In the order in which they are reported. */
    public static final List<Rule> ALL = Stream.of(
                    List.of(AnswerRules.REACHABLE, POLL_STATUS),
                    AnswerRules.EVERY,
                    List.of(FIRST_POLL_QUIET),
                    AnswerRules.LOCATION,
                    List.of(LOCATION_PARAMETERS),
                    AnswerRules.RETRY_AFTER,
                    List.of(STATE_MOVES, STATE_STABLE, READING_DELETES_NOTHING, SECOND_POLLER),
                    List.of(NO_ITEM_LOST, NO_ITEM_TWICE, BACKLOG_ENDS, BACKLOG_HURRIES, PAGE_SIZE),
                    List.of(IDLE_STATE_KEPT, IDLE_STATE_SETTLES, IDLE_NOT_HURRIED),
                    List.of(STATE_TAMPERED, STATE_TAMPERED_REPLAY, STATE_CULTURE, STATE_PRECISION))
            .flatMap(List::stream)
            .toList();

    private PollRules() {}
}
