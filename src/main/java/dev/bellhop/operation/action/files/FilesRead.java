package dev.bellhop.operation.action.files;

import dev.bellhop.event.Timestamps;
import dev.bellhop.operation.Action;
import dev.bellhop.operation.OperationContext;
import dev.bellhop.operation.OperationFailed;
import dev.bellhop.operation.json.Described;
import dev.bellhop.source.Source;
import dev.bellhop.source.content.FolderFiles;
import dev.bellhop.source.content.FolderFiles.Found;
import dev.bellhop.source.content.RemoteReads;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code files-read}: the content of one file that is not large; what it answers is kept with the operation. */
public final class FilesRead implements Action<FilesRead.Input, FilesRead.Output> {

    static final int BYTES_DEFAULT = 1 << 20;
    static final int BYTES_MAX = 8 << 20;

    /** Only a file that changes all the time is another one between two looks, and that more than once. */
    private static final int ATTEMPTS_MAX = 3;

    private final Folders folders;
    private final RemoteReads remoteReads;
    private final Function<String, String> contentTypes;

    /**
     * Makes it.
     *
     * @param contentTypes by the names of files
     */
    public FilesRead(Folders folders, RemoteReads remoteReads, Function<String, String> contentTypes) {
        this.folders = folders;
        this.remoteReads = remoteReads;
        this.contentTypes = contentTypes;
    }

    public record Input(
            @Described("Name of a folder source") String source,

            @Described("Path of the file in the folder, as in its event")
            String path,

            @Described("A file with more bytes fails: 1 to 8388608, 1048576 if left out") @Nullable
            Integer maxBytes,

            @Described("auto (if left out): text if it is UTF-8, else base64; utf-8 or base64: always that") @Nullable
            String encoding,

            @Described("Only if the file still is this version: the etag of its event") @Nullable
            String etag) {
        public Input {
            if (maxBytes != null && (maxBytes < 1 || maxBytes > BYTES_MAX)) {
                throw new IllegalArgumentException("has maxBytes that must be from 1 to " + BYTES_MAX);
            }
            if (encoding != null && !Set.of("auto", "utf-8", "base64").contains(encoding)) {
                throw new IllegalArgumentException("has an encoding that must be auto, utf-8 or base64");
            }
        }
    }

    public record Output(
            String path,
            String name,
            @Described("Bytes of the file") long size,
            @Described("Guessed from the name") String contentType,
            Instant lastModified,
            @Described("Names this version of the file") String etag,

            @Described("utf-8: the content is text; base64: it is bytes")
            String encoding,

            String content) {}

    @Override
    public String name() {
        return "files-read";
    }

    @Override
    public String title() {
        return "Read a file";
    }

    @Override
    public String description() {
        return "Answers the content of one file of a folder, as text or as base64, up to a limit.";
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
                "read", Output.class, Folders.PATIENCE, () -> Uni.createFrom().item(read(input)));
    }

    private Output read(Input input) {
        Source.Directory directory = folders.find(input.source());
        try (RemoteReads.Turn turn = remoteReads.begin(directory)) {
            for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
                Found found = find(directory, input);
                Optional<byte[]> content = SmallFile.read(found);
                if (content.isPresent()) {
                    return output(input, found, content.get());
                }
            }
        } catch (AccessDeniedException closed) {
            throw new OperationFailed("unreadable-file", "Bellhop may not read '" + input.path() + "'");
        } catch (IOException trouble) {
            throw Folders.troubled(input.source(), trouble);
        }
        throw OperationFailed.forNow("file-changed", "'" + input.path() + "' is written to while it is read");
    }

    private static Found find(Source.Directory directory, Input input) throws IOException {
        Optional<Found> looked;
        try {
            looked = new FolderFiles(directory.folder()).find(input.path());
        } catch (AccessDeniedException closed) {
            throw closed;
        } catch (FileSystemException impossible) {
            // A name that is too long, or below a file as if that were a folder.
            looked = Optional.empty();
        }
        Found found = looked.orElseThrow(() -> Folders.unknownFile(input.path()));
        if (input.etag() != null && !found.is(input.etag().replace("\"", ""))) {
            throw new OperationFailed("file-changed", "'" + input.path() + "' is no longer the version of that etag");
        }
        int max = Objects.requireNonNullElse(input.maxBytes(), BYTES_DEFAULT);
        if (found.size() > max) {
            throw new OperationFailed(
                    "file-too-large",
                    "'" + input.path() + "' has " + found.size() + " bytes, and maxBytes is " + max
                            + ". Larger files are read at the contentUrl of their event, or at GET"
                            + " /sources/{source}/files/{path}");
        }
        return found;
    }

    private Output output(Input input, Found found, byte[] content) {
        String wanted = Objects.requireNonNullElse(input.encoding(), "auto");
        Optional<String> text = wanted.equals("base64") ? Optional.empty() : text(content);
        if (wanted.equals("utf-8") && text.isEmpty()) {
            throw new OperationFailed("not-text", "'" + input.path() + "' is not UTF-8 text; read it as base64");
        }
        String name = found.file().getFileName().toString();
        return new Output(
                input.path(),
                name,
                found.size(),
                contentTypes.apply(name),
                Timestamps.truncate(found.look().modified()),
                Folders.etag(found.look()),
                text.isPresent() ? "utf-8" : "base64",
                text.orElseGet(() -> Base64.getEncoder().encodeToString(content)));
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }
}
