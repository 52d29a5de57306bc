package dev.bellhop.source.file;

import dev.bellhop.source.probe.FileKey;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A file that was met.
 *
 * @param path relative to the folder, with slashes
 * @param key what the file system calls the file, if it does
 */
public record ObservedFile(
        String path, FileLook look, @Nullable String key) {

    /** A file with these attributes. */
    public static ObservedFile of(String path, BasicFileAttributes attributes) {
        return new ObservedFile(path, look(attributes), FileKey.of(attributes));
    }

    /** How a file with these attributes looks. */
    public static FileLook look(BasicFileAttributes attributes) {
        return new FileLook(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }

    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
