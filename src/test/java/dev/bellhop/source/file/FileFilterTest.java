package dev.bellhop.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.source.SourcesConfig;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileFilterTest {

    private static final FileFilter USUAL = FileFilter.of(List.of(), List.of(SourcesConfig.DEFAULT_EXCLUDE.split(",")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.pdf",
                "2026/11/a.pdf",
                "a",
                "a.tmp.pdf",
                "tmp",
                "part",
                "a b.txt",
                "a.TMP",
                "x~y",
                "-rf",
                "$HOME",
                "a.swpx"
            })
    void usual_files_count(String path) {
        assertThat(USUAL.acceptsFile(Path.of(path))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".a.pdf.X1y2Z3", ".hidden", "~$book.xlsx", "a.txt~", "a.tmp", "a.temp", "a.part", "a.partial",
                "a.pdf.filepart", "a.crdownload", "a.download", ".a.swp", "a.swp", "a.upload", "sub/.a", "sub/a.part"
            })
    void hidden_and_temporary_files_do_not_count_by_default(String path) {
        assertThat(USUAL.acceptsFile(Path.of(path))).isFalse();
    }

    @Test
    void a_folder_that_is_excluded_is_not_entered() {
        assertThat(USUAL.entersFolder(Path.of(".git"))).isFalse();
        assertThat(USUAL.entersFolder(Path.of("a/.git"))).isFalse();
        assertThat(USUAL.entersFolder(Path.of("a/b"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "*.pdf, a.pdf, true",
        "*.pdf, 2026/11/a.pdf, true",
        "*.pdf, a.txt, false",
        "*.pdf, a.PDF, false",
        "*.{pdf|txt}, a.pdf, false",
        "'*.{pdf,txt}', a.txt, true",
        "in/*.pdf, in/a.pdf, true",
        "in/*.pdf, in/b/a.pdf, false",
        "in/*.pdf, a.pdf, false",
        "in/**, in/b/a.pdf, true",
        "**/in/*, in/a.pdf, true",
        "**/in/*, x/y/in/a.pdf, true",
        "**/in/*, in/b/a.pdf, false",
        "**/*.pdf, a.pdf, true",
        "**/*.pdf, x/a.pdf, true",
        "**/**/a.pdf, a.pdf, true",
        "report-?.csv, report-1.csv, true",
        "report-?.csv, report-10.csv, false",
        "[ab].txt, b.txt, true",
    })
    void an_include_pattern_is_compared_with_the_name_or_with_a_slash_in_it_with_the_path(
            String pattern, String path, boolean expected) {
        assertThat(FileFilter.of(List.of(pattern), List.of()).acceptsFile(Path.of(path)))
                .isEqualTo(expected);
        assertThat(FileFilter.of(List.of(), List.of(pattern)).acceptsFile(Path.of(path)))
                .isEqualTo(!expected);
    }

    @Test
    void one_include_pattern_is_enough_and_one_exclude_pattern_too() {
        FileFilter filter = FileFilter.of(List.of("*.pdf", "in/*.txt"), List.of("old-*", "archive/**"));
        assertThat(filter.acceptsFile(Path.of("x/a.pdf"))).isTrue();
        assertThat(filter.acceptsFile(Path.of("in/a.txt"))).isTrue();
        assertThat(filter.acceptsFile(Path.of("a.txt"))).isFalse();
        assertThat(filter.acceptsFile(Path.of("old-a.pdf"))).isFalse();
        assertThat(filter.acceptsFile(Path.of("archive/a.pdf"))).isFalse();
    }

    @Test
    void include_patterns_keep_nobody_out_of_folders() {
        assertThat(FileFilter.of(List.of("*.pdf"), List.of()).entersFolder(Path.of("2026")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*.pdf", "**/*", "a b", "[!a]*", "in/**/x.{a,b}"})
    void a_glob_is_no_problem(String pattern) {
        assertThat(FileFilter.problem(pattern)).isEmpty();
    }

    /** Such a pattern would never match anything, and nobody would know why. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[a", "{a", "a{b,{c}}", "\\", "/in/*.pdf", "archive/"})
    void a_pattern_that_can_match_nothing_is_a_problem(String pattern) {
        assertThat(FileFilter.problem(pattern)).isPresent();
    }

    /** Most patterns are compared without the file system's own globs, which must make no difference. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*.tmp", "*~", "~*", ".*", "*.", "report*", "*a*", "*", "**", "a?*", "[ab]*", "{a,b}*", "\\\\**", "x",
                "*.a.b"
            })
    void a_pattern_means_what_the_glob_means(String pattern) {
        PathMatcher glob = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        FileFilter filter = FileFilter.of(List.of(), List.of(pattern));
        for (String name : List.of(
                "a.tmp",
                ".tmp",
                "tmp",
                "a~",
                "~",
                "~a",
                ".",
                ".hidden",
                "a.",
                "report",
                "report.pdf",
                "my report",
                "a",
                "b1",
                "*",
                "*x",
                "x",
                "a.b",
                ".a.b",
                "z.a.b",
                "A.TMP")) {
            Path path = Path.of(name);
            assertThat(filter.acceptsFile(path)).as("%s with %s", name, pattern).isEqualTo(!glob.matches(path));
        }
    }
}
