package dev.bellhop.simulator.check.exchange;

import static dev.bellhop.simulator.check.rule.AnswerRules.ANSWERED;
import static dev.bellhop.simulator.check.rule.AnswerRules.IN_TIME;
import static dev.bellhop.simulator.check.rule.AnswerRules.JSON_DECLARED;
import static dev.bellhop.simulator.check.rule.AnswerRules.JSON_PARSES;
import static dev.bellhop.simulator.check.rule.AnswerRules.LOCATION_ABSOLUTE;
import static dev.bellhop.simulator.check.rule.AnswerRules.LOCATION_HOST;
import static dev.bellhop.simulator.check.rule.AnswerRules.LOCATION_LENGTH;
import static dev.bellhop.simulator.check.rule.AnswerRules.LOCATION_PORT;
import static dev.bellhop.simulator.check.rule.AnswerRules.LOCATION_PRESENT;
import static dev.bellhop.simulator.check.rule.AnswerRules.LOCATION_SCHEME;
import static dev.bellhop.simulator.check.rule.AnswerRules.LOCATION_VALID;
import static dev.bellhop.simulator.check.rule.AnswerRules.NO_ACCEPT_NEEDED;
import static dev.bellhop.simulator.check.rule.AnswerRules.NO_REDIRECT;
import static dev.bellhop.simulator.check.rule.AnswerRules.RETRY_AFTER_PRESENT;
import static dev.bellhop.simulator.check.rule.AnswerRules.RETRY_AFTER_SECONDS;

import dev.bellhop.simulator.Items;
import dev.bellhop.simulator.Spans;
import dev.bellhop.simulator.check.rule.Notes;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.HttpWire;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.RetryAfter;
import dev.bellhop.simulator.wire.Url;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/** What is demanded of answers of every kind, and of the two headers that lead on. */
public final class AnswerJudge {

    private static final int LOCATION_LENGTH_MAX = 2_000;
    private static final Duration CLOCKS_APART = Duration.ofSeconds(1);
    private static final Set<Integer> WANTS_HEADERS = Set.of(406, 415);

    private final Notes notes;

    public AnswerJudge(Notes notes) {
        this.notes = notes;
    }

    /** Whatever was called. */
    public void every(Exchange exchange) {
        switch (exchange.outcome()) {
            case Outcome.Unanswered(String reason) ->
                notes.judge(isTimeOut(exchange) ? IN_TIME : ANSWERED, false, exchange.toString());
            case Outcome.Answered(Answer answer) -> {
                notes.judge(ANSWERED, true, exchange.toString());
                notes.judge(
                        IN_TIME,
                        exchange.took().compareTo(HttpWire.ANSWER_MAX) < 0,
                        exchange + " within " + Spans.text(exchange.took()));
                notes.judge(
                        NO_REDIRECT,
                        !answer.isRedirect(),
                        exchange + answer.location().map(to -> " to " + to).orElse(""));
                notes.judge(NO_ACCEPT_NEEDED, !WANTS_HEADERS.contains(answer.status()), exchange.toString());
                json(exchange, answer);
            }
        }
    }

    /** Whether the rules for every answer speak about this one, and say more than a status that was not expected. */
    public static boolean tells(Answer answer) {
        return answer.isRedirect() || WANTS_HEADERS.contains(answer.status());
    }

    /** Whoever gives up after so long may have looked at another clock. */
    private static boolean isTimeOut(Exchange exchange) {
        return exchange.took().compareTo(HttpWire.ANSWER_MAX.minus(CLOCKS_APART)) >= 0;
    }

    private void json(Exchange exchange, Answer answer) {
        String type = answer.header("Content-Type").orElse("");
        boolean declared = type.toLowerCase(Locale.ROOT).contains("json");
        boolean parses = Items.json(answer.text()).isPresent();
        String seen = exchange + ", Content-Type " + (type.isEmpty() ? "absent" : type);
        if (declared && answer.body().length > 0) {
            notes.judge(JSON_PARSES, parses, seen);
        }
        String start = answer.text().stripLeading();
        if (parses && answer.isSuccess() && (start.startsWith("{") || start.startsWith("["))) {
            notes.judge(JSON_DECLARED, declared, seen);
        }
    }

    /** Where a Location must be. */
    public void location(Exchange exchange) {
        notes.judge(
                LOCATION_PRESENT,
                exchange.location().isPresent(),
                exchange + exchange.location().map(text -> ", Location " + text).orElse(", no Location"));
        exchange.location().ifPresent(text -> location(exchange, text));
    }

    private void location(Exchange exchange, String text) {
        String seen = "called " + exchange.request().url() + ", Location " + text;
        notes.judge(LOCATION_LENGTH, text.length() < LOCATION_LENGTH_MAX, text.length() + " characters: " + text);
        boolean valid = Links.isValid(text);
        notes.judge(LOCATION_VALID, valid, seen);
        if (!valid) {
            return;
        }
        notes.judge(LOCATION_ABSOLUTE, Url.parse(text).isPresent(), seen);
        Url.parse(exchange.request().url())
                .ifPresent(called -> Url.parse(text).ifPresent(location -> origin(called, location, seen)));
    }

    private void origin(Url called, Url location, String seen) {
        boolean sameHost = location.host().equals(called.host());
        notes.judge(LOCATION_SCHEME, location.scheme().equals(called.scheme()), seen);
        notes.judge(LOCATION_HOST, sameHost, seen);
        if (sameHost) {
            notes.judge(LOCATION_PORT, port(location) == port(called), seen);
        }
    }

    /** The usual port of the scheme is 0: a wrong scheme is told once. */
    private static int port(Url url) {
        return url.port() == (url.isTls() ? 443 : 80) ? 0 : url.port();
    }

    /** Where a Retry-After must be. */
    public void retryAfter(Exchange exchange) {
        exchange.answer().ifPresent(answer -> {
            String seen = exchange + ", Retry-After "
                    + answer.retryAfter().map(text -> '\'' + text + '\'').orElse("absent");
            switch (RetryAfter.of(answer)) {
                case RetryAfter.Absent() -> notes.judge(RETRY_AFTER_PRESENT, false, seen);
                case RetryAfter.Seconds(long seconds) -> retryAfter(true, seen);
                case RetryAfter.Date(var time) -> retryAfter(false, seen);
                case RetryAfter.Malformed(String text) -> retryAfter(false, seen);
            }
        });
    }

    private void retryAfter(boolean seconds, String seen) {
        notes.judge(RETRY_AFTER_PRESENT, true, seen);
        notes.judge(RETRY_AFTER_SECONDS, seconds, seen);
    }
}
