package dev.bellhop.delivery.pump;

import dev.bellhop.delivery.DeliveryStore.Progress;
import dev.bellhop.delivery.pump.DeliveryRunner.Tools;
import dev.bellhop.lease.Lease;

/** Stores how far one subscription got, one step after the other. Belongs to the thread of the delivery. */
final class ProgressSaver {

    private static final int LAST_SAVES_MAX = 3;

    private final String subscription;
    private final Lease lease;
    private final DeliveryWindow window;
    private final Tools tools;
    private final Runnable saved;
    private boolean saving;
    private int failed;
    private boolean fenced;

    /**
     * Makes one.
     *
     * @param saved told after a step was stored, or refused because another process has the lease
     */
    ProgressSaver(String subscription, Lease lease, DeliveryWindow window, Tools tools, Runnable saved) {
        this.subscription = subscription;
        this.lease = lease;
        this.window = window;
        this.tools = tools;
        this.saved = saved;
    }

    boolean isSaving() {
        return saving;
    }

    /** Whether another process serves the subscription now, or it was put at another place. */
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
        tools.how()
                .store()
                .save(progress)
                .emitOn(tools.executor())
                .subscribe()
                .with(fresh -> saved(progress, fresh), this::notSaved);
    }

    /** As {@link #save}, but not again and again: at the end what is not stored is repeated by the next process. */
    void saveLast() {
        if (failed < LAST_SAVES_MAX) {
            save();
        }
    }

    private void saved(Progress progress, boolean fresh) {
        saving = false;
        failed = 0;
        if (fresh) {
            window.saved(progress);
        } else {
            fenced = true;
            tools.how().report().leaseLost(subscription);
        }
        saved.run();
        tools.settled().run();
    }

    /** Nothing is forgotten: the window stays dirty and the next tick tries again. */
    private void notSaved(Throwable failure) {
        saving = false;
        failed++;
        tools.how().report().notSaved(subscription, failure);
        tools.settled().run();
    }
}
