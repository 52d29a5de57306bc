package dev.bellhop.simulator.check.feed;

import dev.bellhop.simulator.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts files into a watched folder: most with the very same time, one from 1999 and one from 2099, because a watcher
 * that goes by time loses these.
 */
public final class FolderFeed implements Feed {

    private static final Instant LONG_AGO = Instant.parse("1999-12-31T23:59:59Z");
    private static final Instant FAR_AHEAD = Instant.parse("2099-01-01T00:00:00Z");

    private final Path folder;
    private final Environment environment;
    private final List<Path> written = new ArrayList<>();

    public FolderFeed(Path folder, Environment environment) {
        this.folder = folder;
        this.environment = environment;
    }

    @Override
    public Made make(int count) {
        List<String> markers = Markers.fresh(count, environment.random());
        Instant same = environment.pace().instant();
        try {
            for (int index = 0; index < count; index++) {
                write(markers.get(index), time(index, count, same));
            }
        } catch (IOException e) {
            return new Made.Failed("the feed's folder cannot be written to (" + e.getMessage() + ")");
        }
        return new Made.Items(markers);
    }

    /** The odd times come last, when the others may have moved a watcher's clock already. */
    private static Instant time(int index, int count, Instant same) {
        int left = count - index;
        return switch (left) {
            case 1 -> count == 1 ? same : FAR_AHEAD;
            case 2 -> count == 2 ? same : LONG_AGO;
            default -> same;
        };
    }

    /** Writes under a temporary name, so that a file is whole and has its time when it appears. */
    private void write(String marker, Instant time) throws IOException {
        Path temporary = folder.resolve(".~" + marker + ".part");
        Path file = folder.resolve(marker + ".txt");
        written.add(temporary);
        written.add(file);
        Files.writeString(temporary, marker + '\n');
        Files.setLastModifiedTime(temporary, FileTime.from(time));
        Files.move(temporary, file);
    }

    /** A file that cannot be removed stays: the check is over, and its findings count more. */
    @Override
    public void close() {
        for (Path file : written) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException stays) {
                continue;
            }
        }
        written.clear();
    }
}
