package dev.bellhop.source.content;

import dev.bellhop.source.file.FolderSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which paths may be written. Pure. Stricter than for reading: only names that mean the same everywhere, also on a share
 * that Windows uses, and only files that the source then announces.
 */
final class WritableNames {

    static final int PATH_BYTES_MAX = 2_000;
    static final int NAME_BYTES_MAX = 255;

    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|(com|lpt)[0-9¹²³]|conin\\$|conout\\$)(\\..*)?");
    private static final char UNDECODABLE = '\uFFFD';

    private WritableNames() {}

    /** Why there may be no file of this path; empty if there may be one. */
    static Optional<String> refusal(String path, FolderSettings settings) {
        if (bytes(path) > PATH_BYTES_MAX) {
            return Optional.of("a path has at most " + PATH_BYTES_MAX + " bytes");
        }
        for (String name : path.split("/", -1)) {
            Optional<String> refusal = refusal(name);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        try {
            return unwatched(settings.root().getFileSystem().getPath(path), settings);
        } catch (InvalidPathException impossible) {
            return Optional.of("this machine can have no file of this name");
        }
    }

    private static Optional<String> refusal(String name) {
        if (name.isEmpty()) {
            return Optional.of("a path has no slash at its beginning or end, and no two in a row");
        }
        if (name.equals(".") || name.equals("..")) {
            return Optional.of("no name in it may be '.' or '..'");
        }
        if (name.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '\\' || c == UNDECODABLE)) {
            return Optional.of("no name has a backslash, a control character or one that is no text");
        }
        if (name.endsWith(".") || name.endsWith(" ")) {
            return Optional.of("no name ends with a dot or a space, which Windows drops");
        }
        if (bytes(name) > NAME_BYTES_MAX) {
            return Optional.of("a name has at most " + NAME_BYTES_MAX + " bytes");
        }
        return DEVICE.matcher(name.toLowerCase(Locale.ROOT)).matches()
                ? Optional.of("the name is that of a device on Windows")
                : Optional.empty();
    }

    private static Optional<String> unwatched(Path relative, FolderSettings settings) {
        Path folder = relative.getParent();
        if (folder != null && !settings.recursive()) {
            return Optional.of("the source does not watch folders in its folder (recursive=false)");
        }
        if (folder != null && folder.getNameCount() > FolderSettings.DEPTH_MAX) {
            return Optional.of("the source watches " + FolderSettings.DEPTH_MAX + " folders inside each other");
        }
        if (folder != null && !settings.entersFolders(folder)) {
            return Optional.of("the source does not watch this folder (exclude)");
        }
        return settings.filter().acceptsFile(relative)
                ? Optional.empty()
                : Optional.of("the source does not watch files of this name (include, exclude)");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
