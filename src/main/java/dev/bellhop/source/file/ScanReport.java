package dev.bellhop.source.file;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a scan found.
 *
 * @param files files that count
 * @param settling files that are not announced yet, because they are young or still being written
 * @param announced files announced by this scan
 * @param troubles folders and files that could not be read, and anything else a person should know
 * @param stopped whether nothing is announced and nothing forgotten until a trouble has gone
 */
public record ScanReport(long files, long settling, long announced, List<String> troubles, boolean stopped) {

    /** What ends a line, or moves what is shown of it. */
    private static final Pattern BREAKING = Pattern.compile("[\\p{Cc}\\p{Cf}\\x{2028}\\x{2029}]");

    static final ScanReport NONE = new ScanReport(0, 0, 0, List.of());

    /**
     * A trouble as it may stand in a log: whoever may write into the folder chooses names, and one with a line break in it
     * would make a line of its own.
     */
    public static String logged(String trouble) {
        return BREAKING.matcher(trouble).replaceAll("?");
    }

    /** With what else a person should know. */
    public ScanReport with(List<String> moreTroubles) {
        return new ScanReport(
                files,
                settling,
                announced,
                Stream.concat(troubles.stream(), moreTroubles.stream()).toList(),
                stopped);
    }

    /** A source that goes on. */
    ScanReport(long files, long settling, long announced, List<String> troubles) {
        this(files, settling, announced, troubles, false);
    }
}
