package dev.bellhop.simulation;

import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.attempt.WebhookSender;
import dev.bellhop.simulation.Attempts.Attempt;
import dev.bellhop.simulation.Faults.Fate;
import dev.bellhop.subscription.Subscription;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;

/** The way of one process to the receivers. */
final class Callbacks implements WebhookSender {

    private final Site site;
    private final Incarnation from;

    Callbacks(Site site, Incarnation from) {
        this.site = site;
        this.from = from;
    }

    @Override
    public Uni<AttemptResult> send(dev.bellhop.delivery.attempt.Attempt made) {
        Subscription subscription = made.target();
        return Uni.createFrom().emitter(emitter -> {
            Attempt attempt = site.attempts().begins(from, subscription, made.first(), made.number());
            Fate fate = site.fateOf(Site.SEND);
            Receiver receiver = site.receiver(subscription.callback().whole().reveal());
            site.world().after(Faults.travel(site.world()), () -> arrive(attempt, receiver, fate, emitter));
        });
    }

    private void arrive(Attempt attempt, Receiver receiver, Fate fate, UniEmitter<? super AttemptResult> emitter) {
        if (fate == Fate.CRASH_BEFORE) {
            from.host().crash("before an attempt");
            return;
        }
        boolean lostWithItsProcess = from.host().isDead() && site.world().below(2) == 0;
        if (lostWithItsProcess) {
            return;
        }
        Reply reply = receiver.meet(attempt.event());
        site.attempts().arrived(attempt, reply);
        if (fate != Fate.DONE) {
            site.world().trace("%s: %s", from, fate);
            site.trouble(false);
        }
        switch (fate) {
            case CRASH_AFTER -> from.host().crash("after an attempt");
            case DONE_BUT_UNANSWERED -> hear(attempt, Reply.silence(reply.taken()), emitter);
            default -> hear(attempt, reply, emitter);
        }
    }

    private void hear(Attempt attempt, Reply reply, UniEmitter<? super AttemptResult> emitter) {
        from.host().run(reply.after().plus(Duration.ofNanos(site.world().below(1_000_000))), () -> {
            site.attempts().heard(attempt, reply.result());
            emitter.complete(reply.result());
        });
    }
}
