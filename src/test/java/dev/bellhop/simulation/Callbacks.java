package dev.bellhop.simulation;

import dev.bellhop.delivery.attempt.AttemptResult;
import dev.bellhop.delivery.attempt.WebhookSender;
import dev.bellhop.simulation.Attempts.Attempt;
import dev.bellhop.simulation.Faults.Fate;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.List;

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
        return Uni.createFrom().emitter(emitter -> {
            List<Attempt> attempts = site.attempts().begin(from, made);
            Fate fate = site.fateOf(Site.SEND);
            Receiver receiver = site.receiver(made.target().callback().whole().reveal());
            site.world().after(Faults.travel(site.world()), () -> arrive(attempts, receiver, fate, emitter));
        });
    }

    private void arrive(
            List<Attempt> attempts, Receiver receiver, Fate fate, UniEmitter<? super AttemptResult> emitter) {
        if (fate == Fate.CRASH_BEFORE) {
            from.host().crash("before an attempt");
            return;
        }
        boolean lostWithItsProcess = from.host().isDead() && site.world().below(2) == 0;
        if (lostWithItsProcess) {
            return;
        }
        Reply reply = receiver.meet(attempts.stream().map(Attempt::event).toList());
        attempts.forEach(attempt -> site.attempts().arrived(attempt, reply));
        if (fate != Fate.DONE) {
            site.world().trace("%s: %s", from, fate);
            site.trouble(false);
        }
        switch (fate) {
            case CRASH_AFTER -> from.host().crash("after an attempt");
            case DONE_BUT_UNANSWERED -> hear(attempts, Reply.silence(reply.taken()), emitter);
            default -> hear(attempts, reply, emitter);
        }
    }

    private void hear(List<Attempt> attempts, Reply reply, UniEmitter<? super AttemptResult> emitter) {
        from.host().run(reply.after().plus(Duration.ofNanos(site.world().below(1_000_000))), () -> {
            site.attempts().heard(attempts, reply.result());
            emitter.complete(reply.result());
        });
    }
}
