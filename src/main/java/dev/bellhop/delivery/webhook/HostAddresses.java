package dev.bellhop.delivery.webhook;

import dev.bellhop.access.Cidr;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks up hosts. However many attempts want the same host, one thread waits for its name server: a host whose name
 * server hangs must not take the threads that others need.
 */
final class HostAddresses {

    private final Vertx vertx;
    private final Lookup lookup;
    private final Map<String, Future<List<InetAddress>>> underWay = new ConcurrentHashMap<>();

    HostAddresses(Vertx vertx, Lookup lookup) {
        this.vertx = vertx;
        this.lookup = lookup;
    }

    /** Asks the resolver of this machine; may block. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** All addresses of the host; an address stands for itself. */
    Uni<List<InetAddress>> of(String host) {
        Optional<InetAddress> literal = Cidr.literal(host);
        return literal.isPresent()
                ? Uni.createFrom().item(List.of(literal.get()))
                : Uni.createFrom().completionStage(() -> lookUp(host).toCompletionStage());
    }

    private Future<List<InetAddress>> lookUp(String host) {
        Future<List<InetAddress>> begun = underWay.computeIfAbsent(
                host, name -> vertx.executeBlocking(() -> List.of(lookup.addresses(name)), false));
        return begun.onComplete(ended -> underWay.remove(host, begun));
    }
}
