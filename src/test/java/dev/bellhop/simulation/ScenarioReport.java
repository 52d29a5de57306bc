package dev.bellhop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The figures of the named scenarios as they are committed: when behaviour changes, a review shows how. */
final class ScenarioReport {

    private static final Path FILE = Path.of("src", "test", "resources", "simulation-report.txt");
    private static final String TITLE = "== ";
    private static final String RENEW =
            "To renew the report: ./mvnw test -Dtest=ScenarioTest -Dsimulation.report=write; then look at the difference.";

    private ScenarioReport() {}

    static void compare(String title, List<String> lines) {
        try {
            Map<String, List<String>> report = read();
            if ("write".equals(System.getProperty("simulation.report"))) {
                report.put(title, lines);
                write(report);
            }
            @Nullable List<String> committed = report.get(title);
            assertThat(lines)
                    .as("%s behaves otherwise than %s says. %s", title, FILE, RENEW)
                    .isEqualTo(committed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, List<String>> read() throws IOException {
        Map<String, List<String>> report = new TreeMap<>();
        List<String> section = new ArrayList<>();
        for (String line : Files.exists(FILE) ? Files.readAllLines(FILE) : List.<String>of()) {
            if (line.startsWith(TITLE)) {
                section = new ArrayList<>();
                report.put(line.substring(TITLE.length()), section);
            } else if (!line.isBlank()) {
                section.add(line);
            }
        }
        return report;
    }

    private static void write(Map<String, List<String>> report) throws IOException {
        StringBuilder text = new StringBuilder();
        report.forEach((title, lines) -> text.append(TITLE)
                .append(title)
                .append('\n')
                .append(String.join("\n", lines))
                .append("\n\n"));
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, text.toString().stripTrailing() + '\n');
    }
}
