package dev.bellhop.api.edge;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.bellhop.access.Right;
import dev.bellhop.access.Vault;
import dev.bellhop.subscription.Subscription;
import io.vertx.core.http.HttpServerRequest;

/** What every request about one subscription passes: its token is as good as the right. */
public final class SubscriptionGate {

    private final Gate gate;
    private final Vault vault;

    public SubscriptionGate(Gate gate, Vault vault) {
        this.gate = gate;
        this.vault = vault;
    }

    /** That there is a log for it: its source may have been taken out of the configuration. */
    public void needSource(Subscription subscription) {
        gate.known(subscription.source());
    }

    /** Whether the caller showed the token; without one it needs the right. */
    @CanIgnoreReturnValue
    public boolean admit(String id, HttpServerRequest request, Right right) {
        String token = request.getParam("token");
        if (token == null) {
            gate.operator(request, right);
            return false;
        }
        if (!vault.isToken(Subscription.capability(id), token)) {
            throw Problem.unknownSubscription().stop();
        }
        return true;
    }
}
