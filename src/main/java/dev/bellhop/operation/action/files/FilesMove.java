package dev.bellhop.operation.action.files;

import dev.bellhop.operation.Action;
import dev.bellhop.operation.OperationContext;
import dev.bellhop.operation.json.Described;
import dev.bellhop.source.Source;
import dev.bellhop.source.content.FileMoves;
import dev.bellhop.source.content.FileMoves.MoveResult;
import dev.bellhop.source.file.FileLook;
import dev.bellhop.source.file.ObservedFile;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code files-move}: gives a file another path in its folder. What is to be moved is kept first: by its look it is known
 * again after a crash, here or there.
 */
public final class FilesMove implements Action<FilesMove.Input, FilesWrite.Output> {

    private final Folders folders;
    private final FileMoves moves;

    public FilesMove(Folders folders, FileMoves moves) {
        this.folders = folders;
        this.moves = moves;
    }

    public record Input(
            @Described("Name of a folder source") String source,
            @Described("Path of the file in the folder") String path,

            @Described("Its new path in the same folder; folders on the way are made")
            String to,

            @Described("Whether a file that is there may be replaced; if left out, it fails") @Nullable
            Boolean overwrite) {
        public Input {
            if (path.equals(to)) {
                throw new IllegalArgumentException("has the same path and to: there is nothing to move");
            }
        }
    }

    /** How the file looked. */
    public record Seen(
            long size, long modifiedNanos, @Nullable String key) {}

    @Override
    public String name() {
        return "files-move";
    }

    @Override
    public String title() {
        return "Move a file";
    }

    @Override
    public String description() {
        return "Moves or renames a file within its folder in one step; it is never seen at both places, or in half.";
    }

    @Override
    public Class<Input> inputType() {
        return Input.class;
    }

    @Override
    public Class<FilesWrite.Output> outputType() {
        return FilesWrite.Output.class;
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
    public Uni<FilesWrite.Output> run(OperationContext operation, Input input) {
        return operation
                .step(
                        "look",
                        Seen.class,
                        Folders.PATIENCE,
                        () -> Uni.createFrom().item(look(input)))
                .flatMap(seen -> operation.step(
                        "move",
                        FilesWrite.Output.class,
                        Folders.PATIENCE,
                        () -> Uni.createFrom().item(move(operation.id(), input, seen))));
    }

    private Seen look(Input input) {
        Source.Directory directory = folders.find(input.source());
        try {
            Optional<MoveResult> obstacle =
                    moves.obstacle(directory.folder(), input.to(), Boolean.TRUE.equals(input.overwrite()));
            if (obstacle.isPresent()) {
                throw Folders.notMoved(obstacle.get(), input.path(), input.to());
            }
            ObservedFile file = FileMoves.look(directory.folder(), input.path())
                    .orElseThrow(() -> Folders.unknownFile(input.path()));
            return new Seen(file.look().size(), file.look().modifiedNanos(), file.key());
        } catch (IOException trouble) {
            throw Folders.troubled(input.source(), trouble);
        }
    }

    private FilesWrite.Output move(String id, Input input, Seen seen) {
        Source.Directory directory = folders.find(input.source());
        ObservedFile what = new ObservedFile(input.path(), new FileLook(seen.size(), seen.modifiedNanos()), seen.key());
        try {
            MoveResult result =
                    moves.move(directory.folder(), what, input.to(), Boolean.TRUE.equals(input.overwrite()), id);
            if (result instanceof MoveResult.Moved(ObservedFile file)) {
                return FilesWrite.Output.of(input.to(), file.look());
            }
            throw Folders.notMoved(result, input.path(), input.to());
        } catch (IOException trouble) {
            throw Folders.troubled(input.source(), trouble);
        }
    }
}
