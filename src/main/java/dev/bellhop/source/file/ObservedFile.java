package dev.bellhop.source.file;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * A file that was met.
 *
 * @param path relative to the folder, with slashes
 */
public record ObservedFile(String path, FileLook look) {

    /** How a file with these attributes looks. */
    public static FileLook look(BasicFileAttributes attributes) {
        return new FileLook(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }

    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
