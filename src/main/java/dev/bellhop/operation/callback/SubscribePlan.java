package dev.bellhop.operation.callback;

import dev.bellhop.operation.Operation;
import dev.bellhop.operation.json.SecretFields;
import dev.bellhop.operation.store.NewOperation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a store does with a start that wants a callback; pure. */
public sealed interface SubscribePlan {

    /** A new operation. */
    record Start() implements SubscribePlan {}

    /** The operation that there is; its callback is replaced. */
    record Join(Operation operation) implements SubscribePlan {}

    /** The operation that there is, which has another input: nothing is changed. */
    record Differ(Operation operation) implements SubscribePlan {}

    /** Its key means one operation and its URL another: nothing is changed. */
    record Clash() implements SubscribePlan {}

    /**
     * Plans.
     *
     * @param byKey the operation that was started with the key
     * @param byUrl the operation of the same caller and action whose end is still to be told to the URL
     */
    static SubscribePlan of(NewOperation wanted, @Nullable Operation byKey, @Nullable Operation byUrl) {
        if (byKey == null && byUrl == null) {
            return new Start();
        }
        if (byKey != null && byUrl != null && !byKey.id().equals(byUrl.id())) {
            return new Clash();
        }
        Operation known = Objects.requireNonNull(byKey == null ? byUrl : byKey);
        return SecretFields.isSame(known.input(), wanted.input()) ? new Join(known) : new Differ(known);
    }

    /** What becomes of a callback that is asked for again. */
    enum Replacement {
        /** The operation goes on: its end will be told to the new URL. */
        WAIT,
        /** It is under way to this URL already. */
        RENEW,
        /** It is told from now on, as if for the first time. */
        AFRESH,
        /** This URL has it already, and must not get it twice. */
        KEEP
    }

    /**
     * How a callback is replaced.
     *
     * @param state of the callback that there is; {@code null} if there is none
     * @param sameUrl whether it has the same URL
     * @param isOver whether its operation is
     */
    static Replacement replacement(@Nullable CallbackState state, boolean sameUrl, boolean isOver) {
        if (state == CallbackState.DELIVERED && sameUrl) {
            return Replacement.KEEP;
        }
        if (!isOver) {
            return Replacement.WAIT;
        }
        return state == CallbackState.PENDING && sameUrl ? Replacement.RENEW : Replacement.AFRESH;
    }
}
