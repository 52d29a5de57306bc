package dev.bellhop.source.probe;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a file system calls a file, whatever its path; never enough to tell that it is the same file. */
public final class FileKey {

    private static final String NUMBER = "ino=";

    private FileKey() {}

    /**
     * The number of the file without that of its device, which is another after the next mount, and when it was made:
     * file systems give the number of a deleted file to the next one. Empty where files have no numbers.
     */
    public static @Nullable String of(BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        if (key == null) {
            return null;
        }
        String text = key.toString();
        int number = text.indexOf(NUMBER);
        String name = number < 0 ? text : text.substring(number + NUMBER.length(), text.length() - 1);
        // Java tells the modification time where it does not know when a file was made.
        return attributes.creationTime().equals(attributes.lastModifiedTime())
                ? name
                : name + '@' + Long.toHexString(attributes.creationTime().to(TimeUnit.NANOSECONDS));
    }
}
