package dev.bellhop.operation.action.archive;

import dev.bellhop.event.Ids;
import dev.bellhop.operation.Action;
import dev.bellhop.operation.OperationContext;
import dev.bellhop.operation.OperationFailed;
import dev.bellhop.operation.action.archive.ArchivePart.Progress;
import dev.bellhop.operation.action.archive.ArchivePart.Skipped;
import dev.bellhop.operation.action.files.Folders;
import dev.bellhop.operation.json.Described;
import dev.bellhop.source.Source;
import dev.bellhop.source.content.FileMoves;
import dev.bellhop.source.content.FileMoves.MoveResult;
import dev.bellhop.source.content.ListingCursor;
import dev.bellhop.source.file.FileLook;
import dev.bellhop.source.file.ObservedFile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * {@code files-archive}: one zip file of all files below a prefix. Each step writes some of them into a part of its own;
 * at the end the parts are put together under a name that nobody watches, and the whole gets its place. After a crash only
 * the part that was under way is done again.
 *
 * <p>The files of a part have names of the attempt that wrote them: an execution that was given up and does not know it yet
 * writes to other ones than the one that counts.
 */
public final class FilesArchive implements Action<FilesArchive.Input, FilesArchive.Output> {

    private static final String DATA = ".data";
    private static final String DIRECTORY = ".dir";

    private final Folders folders;
    private final FileMoves moves;
    private final Ids ids;
    private final PartSize size;
    private final ZipFormat format;

    public FilesArchive(Folders folders, FileMoves moves, Ids ids) {
        this(folders, moves, ids, PartSize.STANDARD, ZipFormat.STANDARD);
    }

    /** As the other one, with parts of another size. */
    FilesArchive(Folders folders, FileMoves moves, Ids ids, PartSize size, ZipFormat format) {
        this.folders = folders;
        this.moves = moves;
        this.ids = ids;
        this.size = size;
        this.format = format;
    }

    public record Input(
            @Described("Name of a folder source") String source,

            @Described(
                    "Only files whose path begins with this, such as 2026/11/; in the archive their names begin after its"
                            + " last slash")
            @Nullable
            String prefix,

            @Described("Path of the zip file in the same folder; folders on the way are made")
            String to,

            @Described("Whether a file that is there may be replaced; if left out, it fails") @Nullable
            Boolean overwrite) {

        String below() {
            return prefix == null ? "" : prefix;
        }

        boolean mayReplace() {
            return Boolean.TRUE.equals(overwrite);
        }
    }

    public record Output(
            String path,
            @Described("Bytes of the zip file") long size,
            @Described("Names this version of the zip file") String etag,
            @Described("Files in it") long files,
            @Described("Bytes of these files") long bytes,

            @Described("Files that are not in it; the first 100")
            List<Skipped> skipped,

            @Described("How many files are not in it") long skippedCount) {}

    /** The zip file before it has its place. */
    public record Whole(
            String file,
            long size,
            long modifiedNanos,
            @Nullable String key) {}

    @Override
    public String name() {
        return "files-archive";
    }

    @Override
    public String title() {
        return "Archive files";
    }

    @Override
    public String description() {
        return "Makes one zip file of all files below a prefix, in the same folder, however many there are.";
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
    public Set<String> sources(Input input) {
        return Set.of(input.source());
    }

    @Override
    public Uni<Output> run(OperationContext operation, Input input) {
        Work work = new Work(operation, input);
        return work.step("begin", Void.class, work::begin)
                .flatMap(begun -> work.parts())
                .flatMap(all -> work.step("join", Whole.class, work::join))
                .flatMap(whole -> work.step("place", Output.class, () -> work.place(whole)))
                .flatMap(output -> work.step("tidy", Void.class, work::tidy).replaceWith(output));
    }

    /** One execution. */
    private final class Work {

        private final OperationContext operation;
        private final Input input;
        private final List<String> parts = new ArrayList<>();
        private ArchivePart all = ArchivePart.NOTHING;

        Work(OperationContext operation, Input input) {
            this.operation = operation;
            this.input = input;
        }

        <T> Uni<T> step(String name, Class<T> type, Blocking<T> work) {
            return operation.step(name, type, Folders.PATIENCE, () -> {
                try {
                    T result = work.get();
                    return Uni.createFrom().item(result);
                } catch (CancellationException over) {
                    return Uni.createFrom().nothing();
                } catch (UncheckedIOException trouble) {
                    return troubled(Objects.requireNonNull(trouble.getCause()));
                } catch (IOException trouble) {
                    return troubled(trouble);
                }
            });
        }

        /** What was given up may well find its files gone. */
        private <T> Uni<T> troubled(IOException trouble) {
            return operation.isOver()
                    ? Uni.createFrom().nothing()
                    : Uni.createFrom().failure(Folders.troubled(input.source(), trouble));
        }

        /** Not after hours what can be known at once. */
        @Nullable
        Void begin() throws IOException {
            Source.Directory directory = folders.find(input.source());
            MoveResult obstacle = moves.obstacle(directory.folder(), input.to(), input.mayReplace())
                    .orElse(null);
            if (obstacle != null) {
                throw Folders.notMoved(obstacle, "", input.to());
            }
            return null;
        }

        /** Writes one after the other; each goes on where the one before ended. */
        Uni<ArchivePart> parts() {
            return Multi.createBy()
                    .repeating()
                    .uni(() -> step("part " + (parts.size() + 1), ArchivePart.class, this::part)
                            .invoke(this::add))
                    .whilst(part -> part.next() != null)
                    .collect()
                    .last();
        }

        private void add(ArchivePart part) {
            List<Skipped> skipped = new ArrayList<>(all.skipped());
            skipped.addAll(part.skipped());
            parts.add(part.file());
            all = new ArchivePart(
                    part.file(),
                    part.next(),
                    all.files() + part.files(),
                    all.bytes() + part.bytes(),
                    skipped,
                    all.skippedCount() + part.skippedCount());
        }

        private ArchivePart part() throws IOException {
            Source.Directory directory = folders.find(input.source());
            WorkFolder folder = folder();
            folder.make(directory.folder().root());
            String name = "part-" + ids.next();
            ListingCursor from = all.next() == null
                    ? ListingCursor.START
                    : ListingCursor.parse(all.next()).orElseThrow();
            boolean written = false;
            try (ZipPart zip = new ZipPart(format, folder.file(name + DATA), folder.file(name + DIRECTORY))) {
                ArchivePart part = new PartWriter(
                                directory.folder(), input.below(), input.to(), size.of(parts.size()), operation, all)
                        .write(from, zip, name);
                if (part.next() == null && all.files() + part.files() == 0) {
                    // In the step, so that one that is rewound looks again.
                    throw new OperationFailed(
                            "nothing-found",
                            "There is no file to be archived whose path begins with '" + input.below() + "'");
                }
                zip.store();
                written = true;
                return part;
            } finally {
                if (!written) {
                    Files.deleteIfExists(folder.file(name + DATA));
                    Files.deleteIfExists(folder.file(name + DIRECTORY));
                }
            }
        }

        Whole join() throws IOException {
            WorkFolder folder = folder();
            String name = "whole-" + ids.next();
            Path whole = folder.file(name);
            operation.progress(new Progress(all.files(), all.bytes(), "joining"));
            boolean written = false;
            try {
                new ZipJoin(format, () -> PartWriter.stopIfOver(operation))
                        .join(
                                parts.stream()
                                        .map(part -> new ZipJoin.Part(
                                                folder.file(part + DATA), folder.file(part + DIRECTORY)))
                                        .toList(),
                                whole);
                written = true;
            } catch (NoSuchFileException swept) {
                throw new OperationFailed(
                        "archive-lost", "The unfinished archive was deleted from the folder; start it again");
            } finally {
                if (!written) {
                    Files.deleteIfExists(whole);
                }
            }
            ObservedFile made = ObservedFile.of(
                    name, Files.readAttributes(whole, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
            return new Whole(name, made.look().size(), made.look().modifiedNanos(), made.key());
        }

        Output place(Whole whole) throws IOException {
            Source.Directory directory = folders.find(input.source());
            PartWriter.stopIfOver(operation);
            ObservedFile what =
                    new ObservedFile(input.to(), new FileLook(whole.size(), whole.modifiedNanos()), whole.key());
            MoveResult result = moves.place(
                    directory.folder(),
                    folder().file(whole.file()),
                    what,
                    input.to(),
                    input.mayReplace(),
                    operation.id());
            if (!(result instanceof MoveResult.Moved(ObservedFile file))) {
                throw result instanceof MoveResult.Gone
                        ? new OperationFailed("archive-lost", "The archive was deleted before it had its place")
                        : Folders.notMoved(result, "", input.to());
            }
            return new Output(
                    input.to(),
                    file.look().size(),
                    Folders.etag(file.look()),
                    all.files(),
                    all.bytes(),
                    all.skipped(),
                    all.skippedCount());
        }

        @Nullable
        Void tidy() throws IOException {
            folder().delete();
            return null;
        }

        private WorkFolder folder() {
            return new WorkFolder(folders.find(input.source()).folder().root(), operation.id());
        }
    }

    /** Work with files. */
    @FunctionalInterface
    private interface Blocking<T> {
        @Nullable
        T get() throws IOException;
    }
}
