package dev.bellhop.source;

import dev.bellhop.source.SourcesConfig.RetryAfterConfig;
import dev.bellhop.source.SourcesConfig.SourceConfig;
import dev.bellhop.source.file.FileFilter;
import dev.bellhop.source.file.FolderSettings;
import dev.bellhop.source.file.FolderSettings.Newness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Turns configuration into sources, or into a list of everything that is wrong with it. */
public final class SourceSetup {

    static final int NAME_LENGTH_MAX = 200;
    /** The timer that drives the scans ticks once a second. */
    static final Duration SCAN_EVERY_MIN = Duration.ofSeconds(1);
    /** No time of a source may be longer. */
    static final Duration PERIOD_MAX = Duration.ofDays(1);

    private final List<String> problems = new ArrayList<>();
    private final FolderSearch folders;
    private final DisposalSetup disposals;

    private SourceSetup(Path base, LongSupplier nanos) {
        this.folders = new FolderSearch(base, nanos, problems);
        this.disposals = new DisposalSetup(base, problems);
    }

    /** What a configuration comes to. */
    public sealed interface Outcome {}

    /** All is well. */
    public record Ready(Sources sources) implements Outcome {}

    /** Each problem names the key, the value and what to do. */
    public record Wrong(List<String> problems) implements Outcome {}

    /**
     * Reads the configuration; makes the folder of the default {@code inbox} if no source is configured.
     *
     * @param base folder that relative paths start from
     * @param nanos monotonic, see {@link System#nanoTime}
     */
    public static Outcome read(SourcesConfig config, Path base, LongSupplier nanos) throws IOException {
        if (config.sources().isEmpty()) {
            return new Ready(defaults(base));
        }
        SourceSetup setup = new SourceSetup(base, nanos);
        List<Source> sources = new ArrayList<>();
        // In the order of their names: the order of a map of configuration is chance.
        new TreeMap<>(config.sources())
                .forEach((name, source) -> setup.source(name, source).ifPresent(sources::add));
        sources.add(new Source.Notices());
        return setup.problems.isEmpty() ? new Ready(new Sources(sources)) : new Wrong(setup.problems);
    }

    private static Sources defaults(Path base) throws IOException {
        Path inbox = Files.createDirectories(base.resolve("inbox")).toRealPath();
        FileFilter filter = FileFilter.of(List.of(), List.of(SourcesConfig.DEFAULT_EXCLUDE.split(",")));
        FolderSettings folder = new FolderSettings(inbox, filter, true, Duration.ofSeconds(1), Duration.ofSeconds(2));
        return new Sources(List.of(
                new Source.Directory("inbox", "Inbox", "Files that arrive in the folder inbox", folder),
                new Source.Pushed("events", "Events", "Events published over HTTP"),
                new Source.Notices()));
    }

    private Optional<Source> source(String name, SourceConfig config) {
        String key = "bellhop.sources." + name;
        if (name.equals(Source.Notices.NAME)) {
            problems.add(
                    key + ": the source of this name is Bellhop's own, where it tells what becomes of subscriptions;"
                            + " choose another name");
            return Optional.empty();
        }
        if (name.length() > NAME_LENGTH_MAX
                || name.isBlank()
                || name.equals(".")
                || name.equals("..")
                || name.chars().anyMatch(c -> c < ' ' || c == '/' || c == '\\' || c == 0x7f)) {
            problems.add(key + ": a source's name must have 1 to " + NAME_LENGTH_MAX
                    + " characters, none of them a slash or a control character, and not be . or ..; choose another"
                    + " name");
            return Optional.empty();
        }
        RetryAfterConfig retryAfter = config.retryAfter();
        period(key + ".retry-after.idle", retryAfter.idle(), Duration.ZERO);
        period(key + ".retry-after.idle-max", retryAfter.idleMax(), Duration.ZERO);
        period(key + ".retry-after.more", retryAfter.more(), Duration.ZERO);
        String title = config.title().orElse(name);
        String description = config.description().orElse("");
        return switch (config.kind()) {
            case "directory" ->
                folder(key, config)
                        .flatMap(folder -> disposals
                                .read(key, config, folder)
                                .map(after ->
                                        new Source.Directory(name, title, description, folder, config.hints(), after)));
            case "events" -> {
                config.directory()
                        // Not shown: it may be a URI with a signature.
                        .ifPresent(directory -> problems.add(key + ".directory"
                                + ": a source of kind events has no folder; remove the key or set " + key
                                + ".kind=directory"));
                yield Optional.of(new Source.Pushed(name, title, description));
            }
            default -> {
                problems.add(key + ".kind=" + config.kind() + ": must be directory or events");
                yield Optional.empty();
            }
        };
    }

    private Optional<FolderSettings> folder(String key, SourceConfig config) {
        int before = problems.size();
        period(key + ".scan-every", config.scanEvery(), SCAN_EVERY_MIN);
        period(key + ".settle", config.settle(), Duration.ZERO);
        long inlineMax = config.inlineMax();
        if (inlineMax > FolderSettings.INLINE_MAX) {
            problems.add(key + ".inline-max=" + inlineMax + ": must be 0 to 1M; larger files are read at the"
                    + " contentUrl of their events");
        }
        Newness newness = new NewnessSetup(key, problems).read(config);
        List<String> include = globs(key + ".include", config.include().orElse(List.of()));
        List<String> exclude = globs(key + ".exclude", config.exclude());
        Optional<Path> path = folders.find(key, config);
        return path.isEmpty() || problems.size() > before
                ? Optional.empty()
                : Optional.of(new FolderSettings(
                        path.get(),
                        FileFilter.of(include, exclude, path.get().getFileSystem()),
                        config.recursive(),
                        config.scanEvery(),
                        config.settle(),
                        newness,
                        (int) inlineMax));
    }

    private void period(String key, Duration period, Duration min) {
        if (period.compareTo(min) < 0 || period.compareTo(PERIOD_MAX) > 0) {
            problems.add(key + "=" + period + ": must be " + min.toSeconds() + "s to " + PERIOD_MAX.toHours() + "h");
        }
    }

    /** The patterns without the blanks that people write after commas. */
    private List<String> globs(String key, List<String> configured) {
        List<String> patterns = configured.stream().map(String::strip).toList();
        for (String pattern : patterns) {
            FileFilter.problem(pattern)
                    .ifPresent(problem -> problems.add(key + "=" + pattern + ": is no glob (" + problem + ")"));
        }
        return patterns;
    }
}
