package dev.bellhop.operation.action.files;

import dev.bellhop.source.content.FolderFiles.Found;
import dev.bellhop.source.content.OpenedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** The content of a file that fits into memory. Blocks. */
final class SmallFile {

    private SmallFile() {}

    /** All bytes of the version that was found; empty if the file became another one meanwhile. */
    static Optional<byte[]> read(Found found) throws IOException {
        try {
            return found.file().getFileSystem().equals(FileSystems.getDefault()) ? local(found) : streamed(found);
        } catch (OpenedFile.Torn | NoSuchFileException changed) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> local(Found found) throws IOException {
        Optional<OpenedFile> opened = OpenedFile.open(found);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (OpenedFile file = opened.get()) {
            byte[] bytes = file.read(0, Math.toIntExact(found.size()));
            file.assureUntouched();
            return Optional.of(bytes);
        }
    }

    private static Optional<byte[]> streamed(Found found) throws IOException {
        int length = Math.toIntExact(found.size());
        try (InputStream content = Files.newInputStream(found.file())) {
            byte[] bytes = content.readNBytes(length);
            return bytes.length == length && content.read() < 0 ? Optional.of(bytes) : Optional.empty();
        }
    }
}
