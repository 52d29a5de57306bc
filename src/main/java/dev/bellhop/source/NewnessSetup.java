package dev.bellhop.source;

import dev.bellhop.source.SourcesConfig.SourceConfig;
import dev.bellhop.source.file.FolderSettings.Newness;
import dev.bellhop.source.file.FolderSettings.OnChange;
import dev.bellhop.source.file.FolderSettings.OnRename;
import dev.bellhop.source.probe.DoneFile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads what a folder counts as news. */
final class NewnessSetup {

    private final String key;
    private final List<String> problems;

    /** Adds what is wrong to the problems. */
    NewnessSetup(String key, List<String> problems) {
        this.key = key;
        this.problems = problems;
    }

    Newness read(SourceConfig config) {
        return new Newness(
                choice("on-change", config.onChange(), OnChange.ANY),
                choice("on-rename", config.onRename(), OnRename.IGNORE),
                share("vanish-max", config.vanishMax()),
                config.doneFile().map(this::doneFile).orElse(null),
                config.lockedProbe());
    }

    private <E extends Enum<E>> E choice(String name, String value, E standard) {
        E[] choices = standard.getDeclaringClass().getEnumConstants();
        for (E choice : choices) {
            if (word(choice).equals(value)) {
                return choice;
            }
        }
        String words = Arrays.stream(choices).map(NewnessSetup::word).collect(Collectors.joining(", "));
        problems.add(key + '.' + name + '=' + value + ": must be one of " + words);
        return standard;
    }

    private DoneFile doneFile(String template) {
        DoneFile.problem(template)
                .ifPresent(problem ->
                        problems.add(key + ".done-file=" + template + ": is no name of a marker: " + problem));
        return DoneFile.of(template);
    }

    private double share(String name, double value) {
        // Also false for what is no number.
        if (!(value >= 0 && value <= 1)) {
            problems.add(key + '.' + name + '=' + value + ": must be a share from 0 to 1, such as 0.5");
        }
        return value;
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
