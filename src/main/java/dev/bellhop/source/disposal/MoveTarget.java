package dev.bellhop.source.disposal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/**
 * Where a file is moved to: the same path below another folder. If that name is taken, the id of its event is put before
 * the extension. Nothing is ever overwritten. Blocks.
 */
final class MoveTarget {

    private static final int SHORT_ID_LENGTH = 8;

    private final Path to;
    private final Path target;
    private final String id;

    MoveTarget(Path to, String path, String id) {
        this.to = to;
        this.target = to.resolve(path);
        this.id = id;
    }

    /** Moves the file there in one step each way, so that it is never there in part; returns the folder it is in now. */
    Path place(Path held) throws IOException {
        Path folder = Files.createDirectories(Objects.requireNonNull(target.getParent()));
        if (!folder.toRealPath().startsWith(to.toRealPath())) {
            throw new FileSystemException(folder.toString(), null, "a link leads out of " + to);
        }
        for (String name : names()) {
            if (place(held, folder.resolve(name))) {
                return folder;
            }
        }
        throw new FileAlreadyExistsException(target.toString());
    }

    private List<String> names() {
        String name = target.getFileName().toString();
        return List.of(name, with(name, id.substring(0, SHORT_ID_LENGTH)), with(name, id));
    }

    private static String with(String name, String mark) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) + '.' + mark + name.substring(dot) : name + '.' + mark;
    }

    /**
     * Whether the file could have the name. A link is made only where nothing is, in one step; a rename would overwrite
     * what came there in between, and so would {@link Files#move}, which looks and then renames.
     */
    private static boolean place(Path held, Path name) throws IOException {
        try {
            Files.createLink(name, held);
        } catch (FileAlreadyExistsException taken) {
            // After a crash between the two steps it is the file itself.
            if (!Files.isSameFile(name, held)) {
                return false;
            }
        } catch (IOException | UnsupportedOperationException noLinks) {
            return placeWithoutLinks(held, name);
        }
        Files.delete(held);
        return true;
    }

    /** The name is reserved by an empty file, which is then replaced. */
    private static boolean placeWithoutLinks(Path held, Path name) throws IOException {
        try {
            Path reserved = Files.createFile(name);
            try {
                Files.move(held, reserved, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                Files.delete(reserved);
                throw e;
            }
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
    }
}
