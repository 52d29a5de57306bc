package dev.bellhop.app.command.simulate;

import dev.bellhop.app.command.Interruption;
import dev.bellhop.app.command.TerminalScreen;
import dev.bellhop.simulator.Dialect;
import dev.bellhop.simulator.Engine;
import dev.bellhop.simulator.Environment;
import dev.bellhop.simulator.Screen;
import dev.bellhop.simulator.Tone;
import dev.bellhop.simulator.Troubles;
import dev.bellhop.simulator.Workflow;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.HttpWire;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
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

    @Option(
            names = "--key",
            paramLabel = "KEY",
            defaultValue = "${env:BELLHOP_KEY}",
            description = "An API key, sent as x-api-key; the environment's BELLHOP_KEY if it is set.")
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

    /** Lets the engine play on the terminal; Ctrl-C interrupts it, and the process waits until it has cleaned up. */
    int play(String what, String trigger, Play play) throws IOException, InterruptedException {
        return play(what, trigger, TerminalScreen.of(commandLine()), play);
    }

    int play(String what, String trigger, Screen screen, Play play) throws IOException, InterruptedException {
        try (HttpWire wire = new HttpWire(HttpWire.ANSWER_MAX);
                Interruption interruption = Interruption.of(Thread.currentThread())) {
            Engine engine = engine(wire, trigger, screen);
            introduce(screen, what);
            return play.with(engine);
        }
    }

    /** The engine as it was asked for. */
    private Engine engine(HttpWire wire, String trigger, Screen screen) {
        if (factor() < 1) {
            throw wrong("--fast=" + factor() + ": the factor must be 1 or more");
        }
        usedSeed = Optional.ofNullable(seed).orElseGet(() -> (long) new SecureRandom().nextInt(1_000_000));
        RandomGenerator random = new SplittableRandom(usedSeed);
        Troubles striking;
        try {
            striking = Troubles.parse(troubles, usedSeed);
        } catch (IllegalArgumentException e) {
            throw wrong("--trouble: " + e.getMessage());
        }
        Environment environment = new Environment(wire, new RealPace(factor(), clockOff), screen, random);
        return new Engine(Workflow.fresh(dialect, trigger, random), keys(), striking, environment);
    }

    /** The first line of every simulation. */
    private void introduce(Screen screen, String what) {
        screen.line(
                Tone.TITLE,
                what + " as " + dialect + " does"
                        + (factor() > 1 ? ", every wait " + factor() + " times shorter" : "")
                        + (clockOff.isZero() ? "" : ", its clock wrong by " + clockOff.toSeconds() + " s")
                        + (troubles.isEmpty() ? "" : ", troubled by " + String.join(", ", troubles))
                        + (troubles.isEmpty() && seed == null ? "" : " (--seed " + usedSeed + ")"));
    }

    /** How many times shorter every wait is. */
    long factor() {
        return fast == null ? 1 : fast;
    }

    /** Prints a result as it is, for whatever reads on. */
    void print(String text) {
        PrintWriter out = commandLine().getOut();
        out.println(text);
        out.flush();
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
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw wrong("--header '" + header + "': write NAME: VALUE, such as 'x-api-key: …'");
            }
            keys.add(new Header(
                    header.substring(0, colon).strip(),
                    header.substring(colon + 1).strip()));
        }
        return keys;
    }

    static OptionalLong optional(@Nullable Long number) {
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
