package dev.bellhop.operation.action.files;

import dev.bellhop.event.Timestamps;
import dev.bellhop.operation.Action;
import dev.bellhop.operation.OperationContext;
import dev.bellhop.operation.OperationFailed;
import dev.bellhop.operation.json.Described;
import dev.bellhop.source.Source;
import dev.bellhop.source.content.FileUploads;
import dev.bellhop.source.content.FolderFiles;
import dev.bellhop.source.content.FolderFiles.Found;
import dev.bellhop.source.content.UploadResult;
import dev.bellhop.source.file.FileLook;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code files-write}: puts a file in place as {@code PUT} does. A file that holds just that content is left as it is, so
 * that writing it again after a crash neither fails nor is news.
 */
public final class FilesWrite implements Action<FilesWrite.Input, FilesWrite.Output> {

    private final Folders folders;
    private final FileUploads uploads;

    public FilesWrite(Folders folders, FileUploads uploads) {
        this.folders = folders;
        this.uploads = uploads;
    }

    public record Input(
            @Described("Name of a folder source") String source,

            @Described("Path of the file in the folder; folders on the way are made")
            String path,

            @Described("The content") String content,

            @Described("utf-8 (if left out): the content is text; base64: it is bytes") @Nullable
            String encoding,

            @Described("Whether a file that is there may be replaced; if left out, it fails") @Nullable
            Boolean overwrite) {
        public Input {
            if (encoding != null && !Set.of("utf-8", "base64").contains(encoding)) {
                throw new IllegalArgumentException("has an encoding that must be utf-8 or base64");
            }
            boolean isText = !"base64".equals(encoding);
            if (isText ? !StandardCharsets.UTF_8.newEncoder().canEncode(content) : !isBase64(content)) {
                throw new IllegalArgumentException(
                        isText
                                ? "has content with half a character (a lone surrogate)"
                                : "has content that is no base64");
            }
        }

        private static boolean isBase64(String text) {
            try {
                byte[] ignored = Base64.getDecoder().decode(text);
                return true;
            } catch (IllegalArgumentException odd) {
                return false;
            }
        }

        byte[] bytes() {
            return "base64".equals(encoding)
                    ? Base64.getDecoder().decode(content)
                    : content.getBytes(StandardCharsets.UTF_8);
        }
    }

    public record Output(
            String path,
            @Described("Bytes of the file") long size,
            @Described("Names this version of the file") String etag,
            Instant lastModified) {

        static Output of(String path, FileLook look) {
            return new Output(path, look.size(), Folders.etag(look), Timestamps.truncate(look.modified()));
        }
    }

    @Override
    public String name() {
        return "files-write";
    }

    @Override
    public String title() {
        return "Write a file";
    }

    @Override
    public String description() {
        return "Writes a file into a folder, whole or not at all. Where the folder is watched, the file is news.";
    }

    @Override
    public Class<Input> inputType() {
        return Input.class;
    }

    @Override
    public Class<Output> outputType() {
        return Output.class;
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofHours(1);
    }

    @Override
    public Set<String> sources(Input input) {
        return Set.of(input.source());
    }

    @Override
    public Uni<Output> run(OperationContext operation, Input input) {
        return operation.step(
                "write", Output.class, Folders.PATIENCE, () -> Uni.createFrom().item(write(input)));
    }

    private Output write(Input input) {
        Source.Directory directory = folders.find(input.source());
        byte[] bytes = input.bytes();
        boolean overwrite = Boolean.TRUE.equals(input.overwrite());
        try {
            UploadResult result = uploads.write(
                    directory.folder(),
                    input.path(),
                    new ByteArrayInputStream(bytes),
                    present -> present.isEmpty()
                            || (overwrite && same(directory, input, bytes).isEmpty()));
            return output(result, input, () -> same(directory, input, bytes));
        } catch (UncheckedIOException trouble) {
            throw Folders.troubled(input.source(), trouble);
        } catch (IOException trouble) {
            throw Folders.troubled(input.source(), trouble);
        }
    }

    private Output output(UploadResult result, Input input, Supplier<Optional<FileLook>> same) {
        return switch (result) {
            case UploadResult.Written(var file, boolean created) -> Output.of(input.path(), file.look());
            case UploadResult.NotWanted no ->
                same.get().map(look -> Output.of(input.path(), look)).orElseThrow(() -> Folders.exists(input.path()));
            case UploadResult.Refused(String reason) -> throw Folders.refused(input.path(), reason);
            case UploadResult.ReadOnly no -> throw Folders.readOnly(input.path());
            case UploadResult.TooLarge no ->
                throw new OperationFailed(
                        "file-too-large",
                        "A file may have " + uploads.bytesMax() + " bytes (bellhop.files.upload-max)");
            case UploadResult.Busy no ->
                throw OperationFailed.forNow(
                        "too-many-uploads", "As many files as may be are being written; try again soon");
            case UploadResult.BrokenOff no -> throw new IllegalStateException("What is in memory does not break off");
        };
    }

    /** How the file looks, if it holds these very bytes. */
    private static Optional<FileLook> same(Source.Directory directory, Input input, byte[] bytes) {
        try {
            Optional<Found> found =
                    new FolderFiles(directory.folder()).find(input.path()).filter(file -> file.size() == bytes.length);
            return found.isPresent()
                            && SmallFile.read(found.get())
                                    .filter(now -> Arrays.equals(now, bytes))
                                    .isPresent()
                    ? Optional.of(found.get().look())
                    : Optional.empty();
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }
}
