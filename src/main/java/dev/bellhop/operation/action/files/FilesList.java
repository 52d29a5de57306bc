package dev.bellhop.operation.action.files;

import dev.bellhop.operation.Action;
import dev.bellhop.operation.OperationContext;
import dev.bellhop.operation.OperationFailed;
import dev.bellhop.operation.json.Described;
import dev.bellhop.source.Source;
import dev.bellhop.source.content.FolderListing;
import dev.bellhop.source.content.ListingCursor;
import dev.bellhop.source.content.RemoteReads;
import dev.bellhop.source.file.ObservedFile;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code files-list}: one page of the files of a folder; a folder that cannot be read now is tried again. */
public final class FilesList implements Action<FilesList.Input, FilesList.Output> {

    static final int LIMIT_DEFAULT = 100;
    static final int LIMIT_MAX = 1_000;

    private final Folders folders;
    private final RemoteReads remoteReads;

    public FilesList(Folders folders, RemoteReads remoteReads) {
        this.folders = folders;
        this.remoteReads = remoteReads;
    }

    public record Input(
            @Described("Name of a folder source") String source,

            @Described("Only files whose path begins with this") @Nullable
            String prefix,

            @Described("The next of the page before") @Nullable
            String cursor,

            @Described("Files of a page: 1 to 1000, 100 if left out") @Nullable
            Integer limit) {
        public Input {
            if (limit != null && (limit < 1 || limit > LIMIT_MAX)) {
                throw new IllegalArgumentException("has a limit that must be from 1 to " + LIMIT_MAX);
            }
        }
    }

    public record Output(
            @Described("In the order of their paths") List<Item> files,

            @Described("The cursor of the next page, if there is one") @Nullable
            String next) {}

    /** A file. */
    public record Item(String path, String name, long size, Instant lastModified) {}

    @Override
    public String name() {
        return "files-list";
    }

    @Override
    public String title() {
        return "List files";
    }

    @Override
    public String description() {
        return "Answers the files of a folder page by page, in the order of their paths.";
    }

    @Override
    public Set<String> sources(Input input) {
        return Set.of(input.source());
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
    public Uni<Output> run(OperationContext operation, Input input) {
        return operation.step(
                "list", Output.class, Folders.PATIENCE, () -> Uni.createFrom().item(list(input)));
    }

    private Output list(Input input) {
        Source.Directory directory = folders.find(input.source());
        String prefix = Objects.requireNonNullElse(input.prefix(), "");
        ListingCursor cursor = input.cursor() == null
                ? ListingCursor.START
                : ListingCursor.parse(input.cursor())
                        .filter(known -> known.path().startsWith(prefix))
                        .orElseThrow(() -> new OperationFailed(
                                "malformed-cursor", "The cursor is not one of a listing with the same prefix"));
        int limit = Objects.requireNonNullElse(input.limit(), LIMIT_DEFAULT);
        try (RemoteReads.Turn turn = remoteReads.begin(directory)) {
            FolderListing.Page page = new FolderListing(directory.folder()).page(prefix, cursor, limit);
            return new Output(
                    page.files().stream().map(FilesList::item).toList(),
                    page.next().map(ListingCursor::toString).orElse(null));
        } catch (DirectoryIteratorException trouble) {
            throw Folders.troubled(input.source(), trouble);
        } catch (IOException trouble) {
            throw Folders.troubled(input.source(), trouble);
        }
    }

    private static Item item(ObservedFile file) {
        return new Item(
                file.path(), file.name(), file.look().size(), file.look().modified());
    }
}
