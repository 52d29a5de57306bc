package dev.bellhop.source.file;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * A file that a scan met.
 *
 * @param path relative to the folder, with slashes
 */
record ObservedFile(String path, FileLook look) {

    /** How a file looks, as the file system has it. */
    static FileLook look(BasicFileAttributes attributes) {
        return new FileLook(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }
}
