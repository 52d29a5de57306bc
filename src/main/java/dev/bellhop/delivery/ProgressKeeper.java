package dev.bellhop.delivery;

import dev.bellhop.delivery.DeliveryStore.Progress;
import dev.bellhop.lease.Lease;

/** Stores a window's progress, one save at a time. */
final class ProgressKeeper {

    private static final int LAST_SAVES_MAX = 3;

    private final String subscription;
    private final Lease lease;
    private final DeliveryWindow window;
    private final DeliveryTools tools;
    private final Runnable changed;
    private boolean saving;
    private int failures;
    private boolean fenced;

    ProgressKeeper(String subscription, Lease lease, DeliveryWindow window, DeliveryTools tools, Runnable changed) {
        this.subscription = subscription;
        this.lease = lease;
        this.window = window;
        this.tools = tools;
        this.changed = changed;
    }

    boolean isSaving() {
        return saving;
    }

    /** Whether the store refused, because another process has the lease. */
    boolean isFenced() {
        return fenced;
    }

    /** Stores what changed, unless that is under way already. */
    void save() {
        if (saving || fenced || !window.isDirty()) {
            return;
        }
        saving = true;
        Progress progress = window.progress(subscription, lease);
        tools.store()
                .save(progress)
                .emitOn(tools.executor())
                .subscribe()
                .with(fresh -> saved(progress, fresh), this::notSaved);
    }

    /** As {@link #save}, but not again and again: at the end what is not stored is repeated by the next process. */
    void saveLast() {
        if (failures < LAST_SAVES_MAX) {
            save();
        }
    }

    private void saved(Progress progress, boolean fresh) {
        saving = false;
        failures = 0;
        if (fresh) {
            window.saved(progress);
        } else {
            fenced = true;
            tools.report().leaseLost(subscription);
        }
        changed.run();
        tools.settled().run();
    }

    /** Nothing is forgotten: the window stays dirty and the next tick tries again. */
    private void notSaved(Throwable failure) {
        saving = false;
        failures++;
        tools.report().notSaved(subscription, failure);
        tools.settled().run();
    }
}
