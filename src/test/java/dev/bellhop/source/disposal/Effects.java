package dev.bellhop.source.disposal;

import io.smallrye.mutiny.Uni;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.Executor;

/** What a process does to the world outside; it fails or dies at one of its effects when it is told to. */
final class Effects {

    /** What goes wrong. */
    enum Fault {
        DIES_BEFORE,
        DIES_AFTER,
        FAILS_BEFORE,
        FAILS_AFTER;

        boolean kills() {
            return this == DIES_BEFORE || this == DIES_AFTER;
        }

        boolean happens() {
            return this == DIES_AFTER || this == FAILS_AFTER;
        }
    }

    private int left = Integer.MAX_VALUE;
    private Fault fault = Fault.DIES_BEFORE;
    private boolean dead;

    /** The fault comes at the effect with this number, 1 for the next. */
    void failAt(int number, Fault how) {
        left = number;
        fault = how;
    }

    boolean isDead() {
        return dead;
    }

    /** Whether the fault is still to come. */
    boolean isPending() {
        return left > 0 && left < Integer.MAX_VALUE / 2;
    }

    Executor executor() {
        return task -> {
            if (dead || (--left == 0 && !fault.happens() && kill())) {
                return;
            }
            if (left == 0 && fault.kills()) {
                // It is done, but nothing follows.
                dead = true;
            }
            task.run();
        };
    }

    /** Files know no answer that is lost: the process dies in either case. */
    private boolean kill() {
        dead = true;
        return true;
    }

    /** A port, all of whose methods return {@code Uni}. */
    <P> P port(Class<P> type, P real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, values) ->
                        Uni.createFrom().deferred(() -> of(() -> (Uni<?>) method.invoke(real, values)))));
    }

    private Uni<?> of(Call call) {
        if (dead) {
            return Uni.createFrom().nothing();
        }
        boolean now = --left == 0;
        if (now && !fault.happens()) {
            return fault();
        }
        Uni<?> answer = call.answer();
        return now ? answer.flatMap(done -> fault()) : answer;
    }

    private Uni<?> fault() {
        if (fault.kills()) {
            dead = true;
            return Uni.createFrom().nothing();
        }
        return Uni.createFrom().failure(new IllegalStateException("The database is away"));
    }

    private interface Call {

        Uni<?> call() throws ReflectiveOperationException;

        default Uni<?> answer() {
            try {
                return call();
            } catch (InvocationTargetException e) {
                throw new AssertionError(e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
    }
}
