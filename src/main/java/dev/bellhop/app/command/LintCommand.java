package dev.bellhop.app.command;

import dev.bellhop.connector.lint.Finding;
import dev.bellhop.connector.lint.Linter;
import dev.bellhop.connector.lint.Rule;
import dev.bellhop.connector.lint.Rule.Level;
import dev.bellhop.simulator.Tone;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = {
            "Holds a connector against what its import and its certification demand.",
            "",
            "A file is an apiDefinition.swagger.json, an apiProperties.json, or a zip that has them, such as"
                    + " /connector.zip of a running Bellhop. Other people's connectors do as well."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bellhop lint connector.zip",
            "  bellhop lint --strict apiDefinition.swagger.json apiProperties.json"
        })
final class LintCommand implements Callable<Integer> {

    private static final String DEFINITION = "apiDefinition.swagger.json";
    private static final String PROPERTIES = "apiProperties.json";
    /** More than twice what an import takes; whoever sends more has sent something else. */
    private static final int BYTES_MAX = 4 * 1024 * 1024;

    @Spec
    CommandSpec spec;

    @Option(names = "--strict", description = "Advice counts like an error.")
    boolean strict;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "What to look at.")
    List<Path> files = new ArrayList<>();

    @Override
    public Integer call() {
        TerminalScreen screen = TerminalScreen.of(spec.commandLine());
        Map<String, List<Finding>> found = new LinkedHashMap<>();
        try {
            Found all = new Found();
            for (Path file : files) {
                all.read(file);
            }
            all.texts.forEach((name, text) ->
                    found.put(name, isProperties(name, text) ? Linter.properties(text) : Linter.definition(text)));
            all.pair().ifPresent(pair -> found.put("both", Linter.together(pair.definition(), pair.properties())));
        } catch (NoSuchFileException missing) {
            screen.line(Tone.BAD, "There is no file " + missing.getFile());
            return ExitCode.FAILED;
        } catch (AccessDeniedException denied) {
            screen.line(Tone.BAD, denied.getFile() + " may not be read");
            return ExitCode.FAILED;
        } catch (IOException e) {
            screen.line(Tone.BAD, String.valueOf(e.getMessage()));
            return ExitCode.FAILED;
        }
        found.forEach((name, findings) -> show(screen, name, findings));
        long errors = count(found, Level.ERROR);
        long advice = count(found, Level.ADVICE);
        screen.line(
                errors > 0 ? Tone.BAD : advice > 0 ? Tone.WARNING : Tone.GOOD,
                errors
                        + (errors == 1 ? " error, " : " errors, ")
                        + advice
                        + (advice == 1 ? " advice" : " pieces of advice"));
        return errors > 0 || (strict && advice > 0) ? ExitCode.NOT_FINE : ExitCode.FINE;
    }

    private static long count(Map<String, List<Finding>> found, Level level) {
        return found.values().stream()
                .flatMap(List::stream)
                .filter(finding -> finding.rule().level() == level)
                .count();
    }

    private static void show(TerminalScreen screen, String name, List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        screen.line(Tone.TITLE, name);
        Map<Rule, List<Finding>> byRule = new TreeMap<>();
        findings.forEach(finding -> byRule.computeIfAbsent(finding.rule(), rule -> new ArrayList<>())
                .add(finding));
        byRule.forEach((rule, those) -> {
            boolean error = rule.level() == Level.ERROR;
            screen.line(
                    error ? Tone.BAD : Tone.WARNING,
                    "  " + rule.level().name().toLowerCase(Locale.ROOT) + ' ' + rule.id() + ": " + rule.demand() + '.');
            those.forEach(finding -> screen.line(
                    Tone.PLAIN,
                    "    " + (finding.where().isEmpty() ? "the file" : finding.where()) + ": " + finding.what()));
        });
    }

    /** By the name that it always has; under another one, by what stands at its root. */
    private static boolean isProperties(String name, String text) {
        String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return switch (file) {
            case PROPERTIES -> true;
            case DEFINITION -> false;
            default -> Linter.isProperties(text);
        };
    }

    /** What was read. */
    private static final class Found {

        private final Map<String, String> texts = new LinkedHashMap<>();
        private @Nullable String definition;
        private @Nullable String properties;

        private record Pair(String definition, String properties) {}

        void read(Path file) throws IOException {
            if (Files.isDirectory(file)) {
                throw new IOException(file + " is a folder: name the files in it, such as " + file.resolve(DEFINITION));
            }
            boolean zip = file.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
            try (InputStream content = Files.newInputStream(file)) {
                if (zip) {
                    unzip(file, new ZipInputStream(content));
                } else {
                    keep(file.toString(), text(file.toString(), content));
                }
            }
        }

        private void unzip(Path file, ZipInputStream zip) throws IOException {
            int before = texts.size();
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (name.equals(DEFINITION) || name.equals(PROPERTIES)) {
                    String where = file + "!" + entry.getName();
                    keep(where, text(where, zip));
                }
            }
            if (texts.size() == before) {
                throw new IOException(file + " is no zip with an " + DEFINITION + " or an " + PROPERTIES);
            }
        }

        private static String text(String name, InputStream content) throws IOException {
            byte[] bytes = content.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new IOException(name + " has more than " + BYTES_MAX + " bytes, which no connector has");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }

        private void keep(String name, String text) {
            texts.put(name, text);
            if (isProperties(name, text)) {
                properties = text;
            } else {
                definition = text;
            }
        }

        Optional<Pair> pair() {
            return definition == null || properties == null
                    ? Optional.empty()
                    : Optional.of(new Pair(definition, properties));
        }
    }
}
