package dev.bellhop.app.command.simulate;

import dev.bellhop.app.command.ExitCode;
import dev.bellhop.app.command.TerminalScreen;
import dev.bellhop.simulator.Engine;
import dev.bellhop.simulator.Environment;
import dev.bellhop.simulator.Pace;
import dev.bellhop.simulator.Screen;
import dev.bellhop.simulator.check.CheckSettings;
import dev.bellhop.simulator.check.Conformance;
import dev.bellhop.simulator.check.Subject;
import dev.bellhop.simulator.check.Verdict;
import dev.bellhop.simulator.check.feed.Feed;
import dev.bellhop.simulator.check.feed.FolderFeed;
import dev.bellhop.simulator.check.feed.HttpFeed;
import dev.bellhop.simulator.check.report.JsonReport;
import dev.bellhop.simulator.check.report.JunitReport;
import dev.bellhop.simulator.check.report.TextReport;
import dev.bellhop.simulator.webhook.CallbackReceiver;
import dev.bellhop.simulator.webhook.SignatureCheck;
import dev.bellhop.simulator.wire.Url;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Says what engines would stumble over at a URL: every item with what was seen and what is demanded.",
            "",
            "Loss can only be proved if something is known to happen. Give the check a --feed, and it makes it happen:"
                    + " a folder that the trigger watches gets files of odd dates, which are removed in the end; a URL"
                    + " gets small JSON objects, which stay. An action is started twice, as one operation."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bellhop simulate check http://127.0.0.1:8080/triggers/inbox/poll --feed inbox",
            "  bellhop simulate check URL --kind webhook --feed http://127.0.0.1:8080/sources/events/events",
            "  bellhop simulate check URL --kind action --body '{\"order\":4711}' --fast",
            "  bellhop simulate check URL --junit target/check.xml",
            "      for continuous integration: the exit code is 1 on a breach"
        })
final class SimulateCheck implements Callable<Integer> {

    /** The kinds of URL. */
    enum Kind {
        poll,
        webhook,
        action
    }

    @Mixin
    EngineOptions engineOptions;

    @Mixin
    ListenOptions listenOptions;

    @Parameters(
            paramLabel = "URL",
            description =
                    "The trigger's URL without a state, the URL to subscribe at, or the URL that starts the work.")
    String url;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "poll",
            description = "What the URL is: poll (default), webhook or action.")
    Kind kind;

    @Option(
            names = "--body",
            paramLabel = "JSON",
            description = "What to start the action with, or to subscribe with: @{listCallbackUrl()} stands for the"
                    + " callback URL.")
    @Nullable
    String body;

    @Option(names = "--unsubscribe", paramLabel = "URL", description = "Where to unsubscribe, beside the Location.")
    @Nullable
    String unsubscribe;

    @Option(
            names = "--secret",
            paramLabel = "SECRET",
            description = "What callbacks must be signed with (Standard Webhooks, whsec_… or whpk_…).")
    @Nullable
    String secret;

    @Option(names = "--feed", paramLabel = "FOLDER|URL", description = "Where the check can make items happen.")
    @Nullable
    String feed;

    @Option(names = "--expect", paramLabel = "N", description = "So many items are known to be waiting.")
    @Nullable
    Integer expect;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "60s",
            description = "How long to wait for items and results, in real time (${DEFAULT-VALUE}).")
    Duration waitMax;

    @Option(names = "--json", description = "Print the verdict as JSON, and nothing else.")
    boolean json;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the verdict as JUnit XML too.")
    @Nullable
    Path junit;

    @Override
    public Integer call() throws IOException, InterruptedException {
        engineOptions.url(url);
        engineOptions.span("--wait", waitMax);
        if (expect != null) {
            engineOptions.count("--expect", (long) expect);
        }
        if (junit != null && !Files.isDirectory(junit.toAbsolutePath().resolveSibling(""))) {
            throw engineOptions.wrong("--junit=" + junit + ": there is no such folder");
        }
        Screen screen = json ? (tone, text) -> {} : TerminalScreen.of(engineOptions.commandLine());
        return engineOptions.play(
                new EngineOptions.Show("Checking", "waits between reads", screen),
                "When_something_arrives",
                Set.of(),
                engine -> {
                    Verdict verdict = check(engine);
                    TextReport.show(verdict, screen);
                    if (json) {
                        engineOptions.print(JsonReport.of(verdict));
                    }
                    if (junit != null) {
                        Files.writeString(junit, JunitReport.of(verdict));
                    }
                    return verdict.isUnreachable()
                            ? ExitCode.UNREACHABLE
                            : verdict.isFine() ? ExitCode.FINE : ExitCode.NOT_FINE;
                });
    }

    private Verdict check(Engine engine) throws IOException, InterruptedException {
        return switch (kind) {
            case poll -> check(new Subject.Poll(url), engine);
            case action -> check(new Subject.Action(url, body == null ? "{}" : body), engine);
            case webhook -> {
                Pace pace = engine.environment().pace();
                try (CallbackReceiver receiver = listenOptions.receiver(Subject.Webhook.ANSWERS, pace)) {
                    yield check(
                            new Subject.Webhook(
                                    url,
                                    body == null ? Subject.Webhook.BODY_DEFAULT : body,
                                    Optional.ofNullable(unsubscribe),
                                    Optional.ofNullable(secret).map(this::signature),
                                    receiver),
                            engine);
                }
            }
        };
    }

    private Verdict check(Subject subject, Engine engine) throws InterruptedException {
        // Items take their time whatever the pace of the engine.
        CheckSettings settings = CheckSettings.of(subject).waiting(waitMax.multipliedBy(engineOptions.factor()));
        if (expect != null) {
            settings = settings.expecting(expect);
        }
        if (feed == null) {
            return Conformance.check(settings, engine);
        }
        try (Feed made = feed(feed, engine)) {
            return Conformance.check(settings.feeding(made), engine);
        }
    }

    private SignatureCheck signature(String text) {
        try {
            return new SignatureCheck(text);
        } catch (IllegalArgumentException e) {
            throw engineOptions.wrong("--secret: " + e.getMessage());
        }
    }

    private Feed feed(String where, Engine engine) {
        Environment environment = engine.environment();
        if (Url.parse(where).isPresent()) {
            return new HttpFeed(where, engine.keys(), environment);
        }
        Path folder = Path.of(where);
        if (!Files.isDirectory(folder)) {
            throw engineOptions.wrong("--feed=" + where + ": there is no such folder, and it is no URL");
        }
        return new FolderFeed(folder, environment);
    }
}
