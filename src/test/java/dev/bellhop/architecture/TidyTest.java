package dev.bellhop.architecture;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads the source as text: sizes, names, links, and that every setting is described. */
class TidyTest {

    private static final Path MAIN = Path.of("src/main/java");
    private static final int FILE_LINES_MAX = 400;
    private static final int FILE_LINES_QUESTIONED = 250;
    private static final int METHOD_LINES_MAX = 70;
    private static final int CLASSES_PER_PACKAGE_MAX = 15;

    private static final Pattern CATCH_ALL = Pattern.compile(
            "(.*(Manager|Utils?|Impl|Service|Helpers?)|Common\\w*)\\.java|.*/(common|utils?|helpers?|impl|misc)/.*");
    private static final Pattern LEFT_OVER =
            Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b|System\\.(out|err)\\b|\\.printStackTrace\\(");
    /** A refused start prints its message alone, without what a logger puts around it. */
    private static final String PRINTS = "StartRefused.java";

    private static final Pattern TYPE = Pattern.compile(".*\\b(class|record|interface|enum)\\b.*");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    @Test
    void no_file_is_too_long() {
        List<String> tooLong = new ArrayList<>();
        for (Path file : javaFiles(MAIN)) {
            int length = lines(file).size();
            if (length > FILE_LINES_QUESTIONED) {
                System.out.println("Long: " + file + " has " + length + " lines");
            }
            if (length > FILE_LINES_MAX) {
                tooLong.add(file + " has " + length + " lines");
            }
        }
        assertThat(tooLong).as("at most %d lines", FILE_LINES_MAX).isEmpty();
    }

    @Test
    void no_method_is_too_long() {
        List<String> tooLong = new ArrayList<>();
        javaFiles(MAIN).forEach(file -> tooLong.addAll(longMethods(file)));
        assertThat(tooLong).as("at most %d lines", METHOD_LINES_MAX).isEmpty();
    }

    @Test
    void no_package_is_too_full() {
        Map<Path, Long> full = javaFiles(MAIN).stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(groupingBy(Path::getParent, TreeMap::new, counting()));
        full.values().removeIf(count -> count <= CLASSES_PER_PACKAGE_MAX);
        assertThat(full).as("at most %d classes", CLASSES_PER_PACKAGE_MAX).isEmpty();
    }

    @Test
    void every_package_says_what_it_is_for_and_is_checked_for_null_and_forgotten_results() {
        assertThat(javaFiles(MAIN).stream().map(Path::getParent).distinct()).allSatisfy(folder -> {
            Path info = folder.resolve("package-info.java");
            assertThat(info).exists();
            assertThat(Files.readString(info)).startsWith("/** ").contains("@NullMarked", "@CheckReturnValue");
        });
    }

    @Test
    void nothing_is_left_over() {
        assertThat(javaFiles(MAIN))
                .filteredOn(file -> !file.endsWith(PRINTS))
                .allSatisfy(file -> assertThat(lines(file))
                        .as(file.toString())
                        .noneMatch(line -> LEFT_OVER.matcher(line).find()));
    }

    @Test
    void no_name_is_a_catch_all() {
        assertThat(javaFiles(MAIN))
                .noneMatch(file -> CATCH_ALL.matcher(file.toString()).matches());
    }

    @Test
    void every_link_in_the_documents_leads_somewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                String target = link.group(1).replaceFirst("#.*", "");
                boolean elsewhere = target.contains(":") || target.isEmpty();
                if (!elsewhere && !Files.exists(document.resolveSibling(target))) {
                    broken.add(document + ": " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void every_setting_is_described() throws Exception {
        String described = Files.readString(Path.of("docs/configuration.md"));
        List<String> keys = Settings.keys(javaFiles(MAIN));
        assertThat(keys).hasSizeGreaterThan(30);
        assertThat(keys)
                .as("keys missing in docs/configuration.md")
                .allMatch(key -> described.contains('`' + key + '`'));
    }

    /** The source is formatted, so a member ends at a brace that stands as far to the right as it begins. */
    private static List<String> longMethods(Path file) {
        List<String> found = new ArrayList<>();
        List<String> lines = lines(file);
        for (int end = 0; end < lines.size(); end++) {
            String indent = lines.get(end).replaceFirst("\\S.*", "");
            if (indent.isEmpty() || !lines.get(end).strip().equals("}")) {
                continue;
            }
            int begin = end - 1;
            while (begin > 0 && !beginsMember(lines.get(begin), indent)) {
                begin--;
            }
            if (end - begin + 1 > METHOD_LINES_MAX
                    && !TYPE.matcher(lines.get(begin)).matches()) {
                found.add(file + ":" + (begin + 1) + " " + lines.get(begin).strip());
            }
        }
        return found;
    }

    private static boolean beginsMember(String line, String indent) {
        return line.startsWith(indent)
                && line.length() > indent.length()
                && (Character.isLetter(line.charAt(indent.length())) || line.charAt(indent.length()) == '<');
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        try (Stream<Path> top = Files.list(Path.of(""));
                Stream<Path> docs = Files.walk(Path.of("docs"))) {
            Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .map(Path::toAbsolutePath)
                    .forEach(documents::add);
        }
        return documents;
    }

    private static List<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
