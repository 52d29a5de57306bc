package dev.bellhop.source.file;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which files count. A pattern without a slash is compared with names, one with a slash with the path below the folder;
 * {@code **}{@code /} at its start also matches no folder at all.
 */
public final class FileFilter {

    /** How the names begin under which Bellhop itself keeps files for a moment; none of them ever counts. */
    public static final String OWN_PREFIX = ".bellhop-";

    /** How those of them begin that are received. */
    public static final String UPLOAD_PREFIX = OWN_PREFIX + "upload-";

    /** One star, at the beginning or at the end. */
    private static final Pattern PLAIN = Pattern.compile("\\*[^*?\\[\\]{}\\\\/]+|[^*?\\[\\]{}\\\\/]+\\*");

    private final List<PathMatcher> includeNames = new ArrayList<>();
    private final List<PathMatcher> includePaths = new ArrayList<>();
    private final List<PathMatcher> excludeNames = new ArrayList<>();
    private final List<PathMatcher> excludePaths = new ArrayList<>();

    /** A glob matches the paths of the file system that made it, with their separators. */
    private final FileSystem fileSystem;

    private FileFilter(FileSystem fileSystem) {
        this.fileSystem = fileSystem;
    }

    /** A filter for folders of this machine's own file system. */
    public static FileFilter of(List<String> include, List<String> exclude) {
        return of(include, exclude, FileSystems.getDefault());
    }

    /** Patterns must be valid, see {@link #problem}. An empty include list means everything. */
    public static FileFilter of(List<String> include, List<String> exclude, FileSystem fileSystem) {
        FileFilter filter = new FileFilter(fileSystem);
        include.forEach(pattern -> filter.add(pattern, filter.includeNames, filter.includePaths));
        exclude.forEach(pattern -> filter.add(pattern, filter.excludeNames, filter.excludePaths));
        return filter;
    }

    /** Why the text is no pattern, or none that could ever match; empty if it is one. */
    public static Optional<String> problem(String pattern) {
        try {
            PathMatcher valid = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            return Optional.of(e.getDescription());
        }
        if (pattern.isBlank()) {
            return Optional.of("it is empty");
        }
        if (pattern.startsWith("/") || pattern.endsWith("/")) {
            return Optional.of(
                    "it begins or ends with a slash; paths begin below the folder, and name/** is all in name");
        }
        return Optional.empty();
    }

    /** Whether the file counts, given that its folders do. */
    public boolean acceptsFile(Path relative) {
        if (excludes(relative)) {
            return false;
        }
        return (includeNames.isEmpty() && includePaths.isEmpty())
                || anyMatch(includeNames, relative.getFileName())
                || anyMatch(includePaths, relative);
    }

    /** Whether the folder is to be entered. */
    public boolean entersFolder(Path relative) {
        return !excludes(relative);
    }

    private boolean excludes(Path relative) {
        return relative.getFileName().toString().startsWith(OWN_PREFIX)
                || anyMatch(excludeNames, relative.getFileName())
                || anyMatch(excludePaths, relative);
    }

    private static boolean anyMatch(List<PathMatcher> matchers, Path path) {
        for (PathMatcher matcher : matchers) {
            if (matcher.matches(path)) {
                return true;
            }
        }
        return false;
    }

    private void add(String pattern, List<PathMatcher> names, List<PathMatcher> paths) {
        if (!pattern.contains("/")) {
            names.add(plain(pattern).orElseGet(() -> glob(pattern)));
            return;
        }
        paths.add(glob(pattern));
        if (pattern.startsWith("**/")) {
            add(pattern.substring(3), paths, paths);
        }
    }

    private PathMatcher glob(String pattern) {
        return fileSystem.getPathMatcher("glob:" + pattern);
    }

    /**
     * Most patterns only ask how a name begins or ends. Every file of every scan is asked by all of them, and comparing
     * is several times faster than a regular expression. Elsewhere than on Unix upper and lower case may be the same.
     */
    private Optional<PathMatcher> plain(String pattern) {
        boolean unix = fileSystem.equals(FileSystems.getDefault())
                && fileSystem.getSeparator().equals("/");
        if (!unix || !PLAIN.matcher(pattern).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                pattern.startsWith("*")
                        ? endingWith(pattern.substring(1))
                        : beginningWith(pattern.substring(0, pattern.length() - 1)));
    }

    private static PathMatcher endingWith(String end) {
        return name -> name.toString().endsWith(end);
    }

    private static PathMatcher beginningWith(String start) {
        return name -> name.toString().startsWith(start);
    }
}
