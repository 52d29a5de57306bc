package dev.bellhop.source;

import dev.bellhop.source.SourcesConfig.SourceConfig;
import dev.bellhop.source.disposal.AfterAnnouncing;
import dev.bellhop.source.disposal.AfterAnnouncing.Action;
import dev.bellhop.source.disposal.AfterAnnouncing.Patience;
import dev.bellhop.source.file.FolderSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads what becomes of files after they were announced, and refuses what would lose or repeat some. */
final class DisposalSetup {

    /** Longest time that files are kept for readers. */
    static final Duration AGE_MAX = Duration.ofDays(365);

    /** No file has such a name; it has no dot, so that no pattern for extensions matches it. */
    private static final String ANY_NAME = "bellhop-any-name";

    private final Path base;
    private final List<String> problems;

    /**
     * Makes the reader.
     *
     * @param base folder that relative paths start from
     * @param problems is added to
     */
    DisposalSetup(Path base, List<String> problems) {
        this.base = base;
        this.problems = problems;
    }

    /** Empty if there is a problem. */
    Optional<AfterAnnouncing> read(String source, SourceConfig config, FolderSettings folder) {
        int before = problems.size();
        String key = source + ".after-announcing";
        Patience patience = patience(key, config);
        Optional<Action> action = action(key, config, folder);
        if (!(action.orElse(null) instanceof Action.Leave)) {
            disposable(key + '=' + config.afterAnnouncing(), folder);
        }
        return problems.size() > before
                ? Optional.empty()
                : action.map(chosen -> new AfterAnnouncing(chosen, patience));
    }

    private Optional<Action> action(String key, SourceConfig config, FolderSettings folder) {
        String chosen = config.afterAnnouncing();
        Optional<String> to = config.afterAnnouncingTo();
        if (to.isPresent() && !chosen.equals("move")) {
            problems.add(key + "-to=" + to.get() + ": only files that are moved need it; remove the key or set " + key
                    + "=move");
        }
        return switch (chosen) {
            case "leave" -> Optional.of(new Action.Leave());
            case "delete" -> Optional.of(new Action.Delete());
            case "move" -> target(key + "-to", to.orElse(""), folder).map(Action.Move::new);
            default -> {
                problems.add(key + '=' + chosen + ": must be one of leave, move, delete");
                yield Optional.empty();
            }
        };
    }

    private Patience patience(String key, SourceConfig config) {
        Duration delay = config.afterAnnouncingDelay();
        if (delay.isNegative() || delay.compareTo(SourceSetup.PERIOD_MAX) > 0) {
            problems.add(key + "-delay=" + delay + ": must be 0s to " + SourceSetup.PERIOD_MAX.toHours() + "h");
        }
        Duration age = config.afterAnnouncingAge().orElse(null);
        if (age != null && (age.compareTo(delay) < 0 || age.compareTo(AGE_MAX) > 0)) {
            problems.add(key + "-age=" + age + ": must be at least " + key + "-delay (" + delay + ") and at most "
                    + AGE_MAX.toDays() + "d");
        }
        return new Patience(delay, age);
    }

    private void disposable(String setting, FolderSettings folder) {
        if (!folder.isLocal()) {
            problems.add(
                    setting + ": files can be taken out only of folders of this machine, and nothing is written to "
                            + folder.place() + "; remove the key");
        } else if (!Files.isWritable(folder.root())) {
            problems.add(setting + ": this user may not take files out of " + folder.root()
                    + "; give it the right to write there");
        }
    }

    private Optional<Path> target(String key, String to, FolderSettings folder) {
        if (to.isBlank()) {
            problems.add(key + " is missing: name the folder to move files to");
            return Optional.empty();
        }
        if (!folder.isLocal()) {
            return Optional.empty();
        }
        try {
            Path path = Files.createDirectories(base.resolve(to)).toRealPath();
            Optional<String> problem = problem(path, folder);
            problem.ifPresent(text -> problems.add(key + '=' + to + ": " + text));
            return problem.isPresent() ? Optional.empty() : Optional.of(path);
        } catch (IOException | InvalidPathException e) {
            problems.add(key + '=' + to + ": is no usable folder ("
                    + e.getClass().getSimpleName() + ": " + e.getMessage() + "); name one that exists or can be made");
            return Optional.empty();
        }
    }

    private static Optional<String> problem(Path target, FolderSettings folder) throws IOException {
        Path root = folder.root();
        if (isScanned(target, folder) || root.startsWith(target)) {
            return Optional.of("files that are moved there could be announced again; name a folder outside " + root
                    + ", or exclude it with a pattern for the folder");
        }
        if (!Files.isWritable(target)) {
            return Optional.of("this user may not write there; change its permissions");
        }
        // From one file store to another a file is copied, and a copy can end half-way.
        return Files.getFileStore(target).equals(Files.getFileStore(root))
                ? Optional.empty()
                : Optional.of("is on another file system than " + root + ", and files can be moved in one step only"
                        + " within one; name a folder on the same");
    }

    private static boolean isScanned(Path target, FolderSettings folder) {
        if (!target.startsWith(folder.root())) {
            return false;
        }
        Path inside = folder.root().relativize(target);
        // A pattern such as done/** is not for the folder, but for all in it.
        return target.equals(folder.root())
                || (folder.recursive()
                        && folder.entersFolders(inside)
                        && folder.entersFolders(inside.resolve(ANY_NAME)));
    }
}
