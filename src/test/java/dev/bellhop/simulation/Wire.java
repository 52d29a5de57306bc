package dev.bellhop.simulation;

import dev.bellhop.log.StorageUnavailable;
import dev.bellhop.simulation.Faults.Fate;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;

/**
 * The way of one process to the shared stores. Every call is an effect: it travels, may be refused, stall or kill the
 * process before or after it was carried out, and its answer finds the process only while that lives.
 */
final class Wire {

    /** If one of these fails or stalls, deliveries may begin anew without a crash. */
    private static final Set<String> LEASING = Set.of("claim", "renew", "release", "end");

    /**
     * A renewal that is carried out when the one after it has been would shorten the lease. So the database has to give
     * renewals up in less time than two of them are apart.
     */
    private static final Duration RENEWAL_MAX = Duration.ofSeconds(9);

    private static final Duration STALLED = Duration.ofSeconds(1);

    private final Site site;
    private final Host from;

    Wire(Site site, Host from) {
        this.site = site;
        this.from = from;
    }

    <T> T to(Class<T> port, T store) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (proxy, method, values) -> new Call(method, values, store).uni()));
    }

    private final class Call {

        private final Method method;
        private final Object[] values;
        private final Object store;

        Call(Method method, Object[] values, Object store) {
            this.method = method;
            this.values = values;
            this.store = store;
        }

        Uni<Object> uni() {
            return Uni.createFrom().emitter(emitter -> {
                Fate fate = site.fateOf(method.getName());
                Duration delay = delay();
                if (fate != Fate.DONE || delay.compareTo(STALLED) > 0) {
                    site.world().trace("%s %s: %s, %s", from, method.getName(), fate, delay);
                    site.trouble(LEASING.contains(method.getName()));
                }
                site.world().after(delay, () -> arrive(fate, emitter));
            });
        }

        private Duration delay() {
            Duration delay = site.faults().storeDelay(site.world());
            return method.getName().equals("renew") && delay.compareTo(RENEWAL_MAX) > 0 ? RENEWAL_MAX : delay;
        }

        private void arrive(Fate fate, UniEmitter<? super Object> emitter) {
            boolean lostWithItsProcess = from.isDead() && site.world().below(2) == 0;
            if (lostWithItsProcess) {
                return;
            }
            switch (fate) {
                case CRASH_BEFORE -> from.crash("before " + method.getName());
                case REFUSED -> answer(() -> emitter.fail(new StorageUnavailable("refused")));
                case DONE -> carryOut(result -> answer(() -> emitter.complete(result)));
                case DONE_BUT_UNANSWERED ->
                    carryOut(result -> answer(() -> emitter.fail(new StorageUnavailable("lost the answer"))));
                case CRASH_AFTER -> carryOut(result -> from.crash("after " + method.getName()));
            }
        }

        private void carryOut(java.util.function.Consumer<Object> then) {
            try {
                ((Uni<?>) method.invoke(store, values))
                        .subscribe()
                        .with(
                                result -> {
                                    site.invariants().applied(from, method, values, result);
                                    then.accept(result);
                                },
                                failure -> site.world().violation("%s failed: %s", method.getName(), failure));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        private void answer(Runnable hear) {
            from.run(Faults.travel(site.world()), hear);
        }
    }
}
