package dev.bellhop.source.sftp;

import dev.bellhop.source.FolderUnavailable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** One at a time; who waits, waits only so long, and only so many wait: a server that hangs must not hold everybody. */
final class Turns {

    static final int WAITING_MAX = 16;

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Duration waitMax;

    Turns(Duration waitMax) {
        this.waitMax = waitMax;
    }

    /** Takes a turn, to be ended with {@link #end}. */
    void begin() throws FolderUnavailable {
        if (lock.getQueueLength() >= WAITING_MAX) {
            throw new FolderUnavailable("too many requests wait for the SFTP server already; try again soon");
        }
        try {
            if (lock.tryLock(waitMax.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new FolderUnavailable("the SFTP server took too long over the requests before this one");
    }

    void end() {
        lock.unlock();
    }
}
