package dev.bellhop.source.remote;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Lists a folder of another machine, as many entries at a time as that gives at once. */
public abstract class PagedListing implements DirectoryStream<Path>, Iterator<Path> {

    private final Filter<? super Path> filter;
    private final Deque<Path> waiting = new ArrayDeque<>();
    private boolean ended;

    protected PagedListing(Filter<? super Path> filter) {
        this.filter = filter;
    }

    /** Asks for the next entries: {@link #offer} takes them, {@link #end} says that there are no more. */
    protected abstract void fetch() throws IOException;

    protected final void offer(Path entry) throws IOException {
        if (filter.accept(entry)) {
            waiting.add(entry);
        }
    }

    protected final void end() {
        ended = true;
    }

    /** Whether a name stays in its folder: the other machine must not be able to lead out of it. */
    protected static boolean isName(String name) {
        return !name.isEmpty() && !name.equals(".") && !name.equals("..") && name.indexOf('/') < 0;
    }

    @Override
    public final Iterator<Path> iterator() {
        return this;
    }

    @Override
    public final boolean hasNext() {
        try {
            while (waiting.isEmpty() && !ended) {
                fetch();
            }
        } catch (IOException e) {
            throw new DirectoryIteratorException(e);
        }
        return !waiting.isEmpty();
    }

    @Override
    public final Path next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return waiting.remove();
    }

    @Override
    public void close() throws IOException {
        end();
        waiting.clear();
    }
}
