package dev.bellhop.app.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command end in order on Ctrl-C or SIGTERM: the thread it runs on is interrupted, and the process waits until it
 * has cleaned up.
 */
public final class Interruption implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What a command that cleans up needs at the very least. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(2);

    private static final int UNKNOWN = -1;

    private final CountDownLatch done = new CountDownLatch(1);
    private volatile int code = UNKNOWN;

    private Interruption() {}

    /** From now on until it is closed. */
    public static Interruption of(Thread thread) {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interruption.interrupt(thread), "interruption"));
        return interruption;
    }

    /** Notes how the command ended, so that the shell is told even though a signal ended it. */
    public int ends(int exitCode) {
        code = exitCode;
        return exitCode;
    }

    private void interrupt(Thread thread) {
        if (done.getCount() == 0) {
            return;
        }
        thread.interrupt();
        try {
            if (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                // Whoever is interrupted twice leaves at once, and says what is left behind.
                thread.interrupt();
                boolean told = done.await(LAST_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (code != UNKNOWN) {
            Runtime.getRuntime().halt(code);
        }
    }

    @Override
    public void close() {
        done.countDown();
    }
}
