package dev.bellhop.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/** What one process runs on. Dead, it does nothing any more; frozen, it does everything later and does not know. */
final class Host {

    private final Site site;
    private final String node;
    private final int number;
    private final Duration skew;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Deque<Runnable> frozen = new ArrayDeque<>();
    private boolean isFrozen;
    private boolean dead;

    /**
     * Starts it.
     *
     * @param node stays over restarts
     * @param number how often the node was started, this time included
     * @param skew how far its clock is ahead
     */
    Host(Site site, String node, int number, Duration skew) {
        this.site = site;
        this.node = node;
        this.number = number;
        this.skew = skew;
    }

    String node() {
        return node;
    }

    Duration skew() {
        return skew;
    }

    boolean isDead() {
        return dead;
    }

    /** Does the task later, if the process still lives then. */
    void run(Duration delay, Runnable task) {
        site.world().after(delay, () -> {
            if (isFrozen) {
                frozen.add(task);
            } else if (!dead) {
                task.run();
            }
        });
    }

    /** One task at a time and in order, as an event loop does it. */
    Executor executor() {
        return task -> {
            tasks.add(task);
            run(Duration.ZERO, () -> tasks.remove().run());
        };
    }

    void freeze(Duration length) {
        site.world().trace("%s stands still for %s", this, length);
        site.trouble(true);
        isFrozen = true;
        site.world().after(length, () -> {
            site.world().trace("%s goes on", this);
            site.trouble(true);
            isFrozen = false;
            while (!frozen.isEmpty() && !dead) {
                frozen.remove().run();
            }
        });
    }

    void crash(String when) {
        if (!dead) {
            site.world().trace("%s crashes %s", this, when);
            site.trouble(true);
            exit();
        }
    }

    /** Ends the process; the node is started again some seconds later. */
    void exit() {
        dead = true;
        site.restart(node, number + 1, skew);
    }

    @Override
    public String toString() {
        return node + '#' + number;
    }
}
