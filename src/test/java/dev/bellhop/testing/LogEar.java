package dev.bellhop.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** Hears everything that is logged below a name, at every level, until it is closed. */
public final class LogEar implements AutoCloseable {

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final Logger logger;
    private final @Nullable Level before;
    private final boolean wasShown;
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            // The parameters besides, in case the formatter does not know how to put them in.
            heard.add(new SimpleFormatter().format(line) + Arrays.toString(line.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    public LogEar(String name) {
        logger = Logger.getLogger(name);
        before = logger.getLevel();
        wasShown = logger.getUseParentHandlers();
        handler.setLevel(Level.ALL);
        logger.addHandler(handler);
        logger.setLevel(Level.ALL);
        // Nobody wants to read all of it in the output of the tests.
        logger.setUseParentHandlers(false);
    }

    /** Every line so far, with its stack trace. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setLevel(before);
        logger.setUseParentHandlers(wasShown);
    }
}
