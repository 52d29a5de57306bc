package dev.bellhop.source.probe;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Asks the file system whether somebody writes a file. Windows and most SMB servers refuse to open what is open for
 * writing; elsewhere only writers that lock what they write (POSIX record locks) are found out.
 */
public final class WriterProbe {

    private WriterProbe() {}

    /**
     * Opens the file for appending, writes nothing, and locks it for a moment.
     *
     * @throws IOException if it could not be opened, because of a writer or of a missing right; says nothing of a file
     *     that is gone
     */
    public static boolean isLocked(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException ours) {
            return true;
        } catch (NoSuchFileException gone) {
            return false;
        } catch (UnsupportedOperationException unknown) {
            // Not every file system can be asked.
            return false;
        }
    }
}
