package dev.bellhop.source.file;

import dev.bellhop.source.file.ExpectedFiles.Deleted;
import dev.bellhop.source.file.ExpectedFiles.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/** Does to a folder what programs do to folders, and tells it to who works out what should come of it. */
final class RandomWriters {

    private static final int FILES_MAX = 60;

    private final Path root;
    private final RandomGenerator random;
    private final ExpectedFiles expected;
    /** The last size that was given to a content; each has one of its own. */
    private int size;

    private int number;

    RandomWriters(Path root, RandomGenerator random, ExpectedFiles expected) {
        this.root = root;
        this.random = random;
        this.expected = expected;
    }

    /** One thing; what it was. */
    String write() throws IOException {
        if (expected.files.isEmpty()) {
            return create(newPath());
        }
        if (expected.files.size() > FILES_MAX) {
            return delete(anyPath());
        }
        return switch (random.nextInt(12)) {
            case 0, 1 -> create(newPath());
            case 2 -> burst();
            case 3, 4 -> append(anyPath());
            case 5 -> create(anyPath());
            case 6 -> replace(anyPath());
            case 7 -> rename(anyPath());
            case 8 -> touch(anyPath());
            case 9 -> delete(anyPath());
            case 10 -> createAgain();
            default -> leaveTemporaryName();
        };
    }

    private String create(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[++size]);
        dated(file);
        expected.written(path, size);
        return "write " + path + ' ' + size;
    }

    private String burst() throws IOException {
        StringBuilder told = new StringBuilder("burst:");
        for (int i = 0; i < 5; i++) {
            told.append(' ').append(create(newPath()));
        }
        return told.toString();
    }

    private String append(String path) throws IOException {
        Path file = root.resolve(path);
        Files.write(file, new byte[++size - (int) Files.size(file)], StandardOpenOption.APPEND);
        expected.written(path, size);
        return "append to " + path + ' ' + size;
    }

    /** As careful programs do; the file is another one then. */
    private String replace(String path) throws IOException {
        Path part = Files.write(root.resolve("x.part"), new byte[++size]);
        dated(part);
        Files.move(part, root.resolve(path), StandardCopyOption.REPLACE_EXISTING);
        expected.written(path, size);
        return "replace " + path + ' ' + size;
    }

    private String rename(String path) throws IOException {
        String to = newPath();
        Files.createDirectories(root.resolve(to).getParent());
        Files.move(root.resolve(path), root.resolve(to));
        expected.renamed(path, to);
        return "rename " + path + " to " + to;
    }

    private String touch(String path) throws IOException {
        Path file = root.resolve(path);
        // Every time another one, and none that any clock shows.
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000_000 + ++number)));
        expected.touched(path);
        return "touch " + path;
    }

    private String delete(String path) throws IOException {
        Path file = root.resolve(path);
        long modified = Files.getLastModifiedTime(file).toMillis();
        Files.delete(file);
        expected.deleted(path, modified);
        return "delete " + path;
    }

    /** Just as it was before it was deleted, if the source knew it, and knows that it is gone. */
    private String createAgain() throws IOException {
        List<Deleted> known = expected.deleted.stream()
                .filter(gone -> gone.noted && gone.state.inLedger && gone.state.origin == null)
                .filter(gone -> !expected.files.containsKey(gone.state.path))
                .toList();
        if (known.isEmpty()) {
            return "nothing";
        }
        Deleted again = known.get(random.nextInt(known.size()));
        // Those of the same path are history.
        expected.deleted.removeIf(gone -> gone.state.path.equals(again.state.path));
        State state = again.state;
        Path file = Files.write(root.resolve(state.path), new byte[(int) state.size]);
        Files.setLastModifiedTime(file, FileTime.fromMillis(again.modified));
        expected.written(state.path, state.size);
        return "create again " + state.path + ' ' + state.size;
    }

    private String leaveTemporaryName() throws IOException {
        Files.write(root.resolve(++number % 10 + ".part"), new byte[7]);
        return "a temporary name";
    }

    /** Old, new, and from the future: the clock of the host jumps as it likes. */
    private void dated(Path file) throws IOException {
        switch (random.nextInt(4)) {
            case 0 -> Files.setLastModifiedTime(file, FileTime.fromMillis(0));
            case 1 -> Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2099-01-01T00:00:00Z")));
            case 2 -> Files.setLastModifiedTime(file, FileTime.fromMillis(random.nextLong(1L << 40)));
            default -> {}
        }
    }

    private String anyPath() {
        return List.copyOf(expected.files.keySet()).get(random.nextInt(expected.files.size()));
    }

    private String newPath() {
        return (random.nextBoolean() ? "" : "in/" + random.nextInt(3) + '/') + "f" + ++number;
    }
}
