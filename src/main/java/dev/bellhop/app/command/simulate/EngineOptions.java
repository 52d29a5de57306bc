package dev.bellhop.app.command.simulate;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.bellhop.app.command.Interruption;
import dev.bellhop.app.command.TerminalScreen;
import dev.bellhop.simulator.Dialect;
import dev.bellhop.simulator.Engine;
import dev.bellhop.simulator.Environment;
import dev.bellhop.simulator.Expressions;
import dev.bellhop.simulator.Screen;
import dev.bellhop.simulator.Tone;
import dev.bellhop.simulator.Trouble;
import dev.bellhop.simulator.Troubles;
import dev.bellhop.simulator.Workflow;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.HttpWire;
import dev.bellhop.simulator.wire.Url;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every simulation can be told about the engine it plays. */
final class EngineOptions {

    private static final String API_KEY = "x-api-key";
    private static final String FACTOR_DEFAULT = "60";
    private static final long FACTOR_MAX = 100_000;
    private static final Duration SPAN_MAX = Duration.ofDays(500);

    private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+)\\s*:\\s*(\\P{Cntrl}*)");
    /** Engines drop these without a word (Logic Apps documentation, HTTP connector), or make them themselves. */
    private static final Pattern DROPPED = Pattern.compile(
            "accept(-(?!version$).*)?|allow|connection|content-(?!type$).*|cookie|expect|expires|host|last-modified"
                    + "|origin|set-cookie|transfer-encoding|upgrade",
            Pattern.CASE_INSENSITIVE);

    /** What can happen to any request. */
    static final Set<Trouble> ON_THE_WAY = EnumSet.of(Trouble.LOST_RESPONSE, Trouble.DUPLICATE_REQUEST);

    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    @Option(
            names = "--dialect",
            paramLabel = "ENGINE",
            defaultValue = "logic-apps",
            converter = DialectConverter.class,
            description = "Which engine to play: logic-apps (default) or power-automate.")
    Dialect dialect;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME:VALUE",
            description = "A header to send, such as 'x-api-key: …'. Can be repeated.")
    List<String> headers = new ArrayList<>();

    @Option(names = "--key", paramLabel = "KEY", description = "An API key, sent as x-api-key.")
    @Nullable
    String key;

    @Option(
            names = "--trouble",
            paramLabel = "NAME[=RATE]",
            description = "What goes wrong, and how often (0.2 if you do not say): lost-response, duplicate-request,"
                    + " host-restart, edited, disabled. Can be repeated.")
    List<String> troubles = new ArrayList<>();

    @Option(
            names = "--clock-off",
            paramLabel = "DURATION",
            defaultValue = "0s",
            description = "How far the engine's clock is ahead of the real one, such as 2h or -5m.")
    Duration clockOff;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Makes chance repeatable: the same seed brings the same troubles and identities.")
    @Nullable
    Long seed;

    @Option(
            names = "--fast",
            arity = "0..1",
            paramLabel = "FACTOR",
            fallbackValue = FACTOR_DEFAULT,
            preprocessor = AttachedValue.class,
            description = "Shortens every wait, ${FALLBACK-VALUE} times if you do not say.")
    @Nullable
    Long fast;

    private long usedSeed;

    /** What is done with an engine. */
    interface Play {

        /** Returns the exit code. */
        int with(Engine engine) throws IOException, InterruptedException;
    }

    /**
     * Lets the engine play on the terminal; Ctrl-C interrupts it, and the process waits until it has cleaned up.
     *
     * @param what the first word of the first line
     * @param possible the troubles that can happen in this play
     */
    int play(String what, String trigger, Set<Trouble> possible, Play play) throws IOException, InterruptedException {
        return play(new Show(what, "every wait", TerminalScreen.of(commandLine())), trigger, possible, play);
    }

    /**
     * How a play shows itself.
     *
     * @param shortened what {@code --fast} makes shorter
     */
    record Show(String what, String shortened, Screen screen) {}

    int play(Show show, String trigger, Set<Trouble> possible, Play play) throws IOException, InterruptedException {
        try (HttpWire wire = new HttpWire(HttpWire.ANSWER_MAX);
                Interruption interruption = Interruption.of(Thread.currentThread())) {
            Engine engine = engine(wire, trigger, possible, show.screen());
            introduce(show);
            return interruption.ends(play.with(engine));
        }
    }

    /** The engine as it was asked for. */
    private Engine engine(HttpWire wire, String trigger, Set<Trouble> possible, Screen screen) {
        if (factor() < 1 || factor() > FACTOR_MAX) {
            throw wrong("--fast=" + factor() + ": the factor must be 1 to " + FACTOR_MAX);
        }
        usedSeed = Optional.ofNullable(seed).orElseGet(() -> (long) new SecureRandom().nextInt(1_000_000));
        RandomGenerator random = new SplittableRandom(usedSeed);
        Troubles striking;
        try {
            striking = Troubles.parse(troubles, usedSeed);
        } catch (IllegalArgumentException e) {
            throw wrong("--trouble: " + e.getMessage());
        }
        striking.asked().stream()
                .filter(trouble -> !possible.contains(trouble))
                .findFirst()
                .ifPresent(trouble -> {
                    throw wrong("--trouble " + trouble + ": cannot happen here; what can is "
                            + (possible.isEmpty() ? "nothing" : possible.toString()));
                });
        Environment environment = new Environment(wire, new RealPace(factor(), clockOff), screen, random);
        return new Engine(Workflow.fresh(dialect, trigger, random), keys(), striking, environment);
    }

    /** The first line of every simulation. */
    private void introduce(Show show) {
        show.screen()
                .line(
                        Tone.TITLE,
                        show.what() + " as " + dialect + " does"
                                + (factor() > 1 ? ", " + show.shortened() + ' ' + factor() + " times shorter" : "")
                                + (clockOff.isZero() ? "" : ", its clock wrong by " + clockOff.toSeconds() + " s")
                                + (troubles.isEmpty() ? "" : ", troubled by " + String.join(", ", troubles))
                                + (troubles.isEmpty() && seed == null ? "" : " (--seed " + usedSeed + ")"));
    }

    /** How many times shorter every wait is. */
    long factor() {
        return fast == null ? 1 : fast;
    }

    /** Prints a result: as it is for whatever reads on, and harmless to a terminal. */
    void print(String text) {
        PrintWriter out = commandLine().getOut();
        out.println(TerminalScreen.of(commandLine()).harmless(text));
        out.flush();
    }

    /** Refuses a URL that nobody could call; it may hold {@code @{utcNow()}}. */
    @CanIgnoreReturnValue
    String url(String text) {
        if (Url.parse(Expressions.withTime(text, Instant.EPOCH)).isEmpty()) {
            throw wrong("'" + text.replaceFirst("\\?.*", "?…")
                    + "' is no absolute http or https URL; in a query, encode" + " what is not a plain character");
        }
        return text;
    }

    /** Refuses numbers below one. */
    @CanIgnoreReturnValue
    OptionalLong count(String option, @Nullable Long number) {
        if (number != null && number < 1) {
            throw wrong(option + "=" + number + ": must be 1 or more");
        }
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /** Refuses times that are none, or longer than any trigger's recurrence may be. */
    @CanIgnoreReturnValue
    Duration span(String option, Duration span) {
        if (span.isNegative() || span.isZero() || span.compareTo(SPAN_MAX) > 0) {
            throw wrong(option + ": must be more than nothing, and " + SPAN_MAX.toDays() + "d at most");
        }
        return span;
    }

    /** Refuses what the user wrote. */
    ParameterException wrong(String message) {
        return new ParameterException(commandLine(), message);
    }

    CommandLine commandLine() {
        return command.commandLine();
    }

    private List<Header> keys() {
        List<Header> keys = new ArrayList<>();
        Optional.ofNullable(key).filter(text -> !text.isEmpty()).ifPresent(text -> keys.add(new Header(API_KEY, text)));
        for (String header : headers) {
            Matcher parts = HEADER.matcher(header);
            if (!parts.matches()) {
                throw wrong("--header '" + header + "': write NAME: VALUE, such as 'x-api-key: …'");
            }
            if (DROPPED.matcher(parts.group(1)).matches()) {
                throw wrong("--header " + parts.group(1) + ": engines drop this header, or make it themselves");
            }
            keys.add(new Header(parts.group(1), parts.group(2).strip()));
        }
        return keys;
    }
}
