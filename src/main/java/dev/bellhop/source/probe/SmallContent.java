package dev.bellhop.source.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** The content of a file that is small enough to stand in its event. */
public final class SmallContent {

    private SmallContent() {}

    /**
     * Reads a file, in base64.
     *
     * @param size what it should hold; further bytes are not read, and it is the caller's to see that the file has
     *     another size now
     */
    public static String of(Path file, int size) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return Base64.getEncoder().encodeToString(content.readNBytes(size));
        }
    }
}
