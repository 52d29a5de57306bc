package dev.bellhop.source.probe;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.Locale;

/** Whether files are where they were. What cannot be found out is taken for unchanged. */
public final class Whereabouts {

    private Whereabouts() {}

    /** Whether there is no such file any more, by proof. */
    public static boolean isGone(Path root, String path) {
        try {
            return !Files.readAttributes(root.resolve(path), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isRegularFile();
        } catch (NoSuchFileException gone) {
            return true;
        } catch (IOException | InvalidPathException unknown) {
            // Also a name that was announced while this machine's encoding had it.
            return false;
        }
    }

    /** Whether a file that is at a path now is not at the other any more, so that it was renamed, and not copied. */
    public static boolean hasLeft(Path root, String before, String now) {
        return isGone(root, before) || (plain(before).equals(plain(now)) && !isListed(root, before));
    }

    /** Some file systems find a file by another spelling too. */
    private static String plain(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static boolean isListed(Path root, String path) {
        Path file = root.resolve(path);
        try (DirectoryStream<Path> names = Files.newDirectoryStream(file.resolveSibling(""))) {
            for (Path name : names) {
                if (name.getFileName().toString().equals(file.getFileName().toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException unknown) {
            return true;
        }
    }
}
