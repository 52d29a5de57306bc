package dev.bellhop.source.hint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Watches nothing, and tells what a test has it tell. */
public final class FakeWatcher implements ChangeWatcher.Opener {

    private final List<Open> open = new ArrayList<>();
    private @Nullable IOException failure;
    private int opened;

    @Override
    public ChangeWatcher open(Path root, ChangeWatcher.Listener listener) throws IOException {
        fail();
        opened++;
        Open made = new Open(listener);
        open.add(made);
        return made;
    }

    /** Nothing more can be watched. */
    public void failWith(@Nullable IOException limit) {
        failure = limit;
    }

    public void change(Path file) {
        // As from a thread that does not know yet that a watcher was closed.
        List.copyOf(open).forEach(each -> each.listener.changed(file.getParent(), file.getFileName()));
    }

    public void overflow() {
        List.copyOf(open).forEach(each -> each.listener.overflowed());
    }

    /** What is watched now. */
    public Set<Path> watched() {
        Set<Path> all = new LinkedHashSet<>();
        open.stream().filter(each -> !each.closed).forEach(each -> all.addAll(each.folders));
        return all;
    }

    /** How often a watcher was made. */
    public int opened() {
        return opened;
    }

    private void fail() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    private final class Open implements ChangeWatcher {

        private final Listener listener;
        private final Set<Path> folders = new LinkedHashSet<>();
        private boolean closed;

        Open(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void watch(Path folder) throws IOException {
            fail();
            folders.add(folder);
        }

        @Override
        public int watched() {
            return folders.size();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
