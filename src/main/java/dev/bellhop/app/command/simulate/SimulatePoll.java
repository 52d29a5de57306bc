package dev.bellhop.app.command.simulate;

import dev.bellhop.app.command.ExitCode;
import dev.bellhop.simulator.Trouble;
import dev.bellhop.simulator.poll.PollReport;
import dev.bellhop.simulator.poll.PollRun;
import dev.bellhop.simulator.poll.PollSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "poll",
        mixinStandardHelpOptions = true,
        description = {
            "Polls a trigger as its engine does, and shows what starts a run.",
            "",
            "Only a 200 starts one. The next poll goes to Location, exactly as it is; a 200 may ask for it sooner by"
                    + " Retry-After, a 202 only later than the recurrence. 4xx, 5xx and no answer are tried again by"
                    + " the engine's default retry policy. The run ends with counts: a repeated or missing item, or a"
                    + " poll that failed for good, makes the exit code 1.",
            "",
            "It goes on until Ctrl-C, if you do not say when to stop."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bellhop simulate poll http://127.0.0.1:8080/triggers/inbox/poll",
            "      waits for what comes from now on, a poll a minute",
            "  bellhop simulate poll 'http://127.0.0.1:8080/triggers/inbox/poll?startFrom=beginning' --drain --fast",
            "      reads all there is, sixty times faster",
            "  bellhop simulate poll URL --expect 100 --trouble lost-response --trouble edited=0.05 --fast",
            "      wants 100 different items, though answers are lost and the trigger is saved now and then"
        })
final class SimulatePoll implements Callable<Integer> {

    private static final Set<Trouble> POSSIBLE =
            EnumSet.of(Trouble.LOST_RESPONSE, Trouble.DUPLICATE_REQUEST, Trouble.EDITED, Trouble.DISABLED);

    @Mixin
    EngineOptions engineOptions;

    @Parameters(paramLabel = "URL", description = "The trigger's URL, without a state.")
    String url;

    @Option(
            names = "--recurrence",
            paramLabel = "DURATION",
            defaultValue = "60s",
            description = "How often the trigger is set to look (${DEFAULT-VALUE}).")
    Duration recurrence;

    @Option(names = "--drain", description = "Stop when nothing is left to read.")
    boolean drain;

    @Option(names = "--expect", paramLabel = "N", description = "So many different items should come.")
    @Nullable
    Long expect;

    @Option(names = "--polls", paramLabel = "N", description = "Stop after so many polls.")
    @Nullable
    Long polls;

    @Option(names = "--for", paramLabel = "DURATION", description = "Stop after so much of the engine's time.")
    @Nullable
    Duration time;

    @Option(
            names = {"--split-on", "--batch"},
            arity = "0..1",
            paramLabel = "POINTER",
            fallbackValue = "",
            preprocessor = AttachedValue.class,
            description = "Start a run for each item of the array in the body, or at this JSON pointer in it.")
    @Nullable
    String splitOn;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (recurrence.compareTo(engineOptions.dialect.recurrenceMin()) < 0) {
            throw engineOptions.wrong("--recurrence: " + engineOptions.dialect + " looks at most once in "
                    + engineOptions.dialect.recurrenceMin().toSeconds() + "s");
        }
        if (splitOn != null && !splitOn.isEmpty() && !splitOn.startsWith("/")) {
            throw engineOptions.wrong("--split-on=" + splitOn + ": write a JSON pointer such as /value");
        }
        PollSettings settings = new PollSettings(
                engineOptions.url(url),
                engineOptions.span("--recurrence", recurrence),
                Optional.ofNullable(splitOn),
                new PollSettings.Until(
                        drain,
                        engineOptions.count("--expect", expect),
                        engineOptions.count("--polls", polls),
                        Optional.ofNullable(time).map(span -> engineOptions.span("--for", span))));
        return engineOptions.play("Polling", "When_something_arrives", POSSIBLE, engine -> {
            PollReport report = new PollRun(engine, settings).run();
            report.show(engine.environment().screen());
            return report.unreachable() ? ExitCode.UNREACHABLE : report.isFine() ? ExitCode.FINE : ExitCode.NOT_FINE;
        });
    }
}
