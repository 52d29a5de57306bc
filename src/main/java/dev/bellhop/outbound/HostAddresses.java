package dev.bellhop.outbound;

import dev.bellhop.access.Cidr;
import dev.bellhop.outbound.OutboundClient.Lookup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Looks up hosts. However many attempts want the same host, one thread waits for its name server: a host whose name
 * server hangs must not take the threads that others need. What was found is used for a second, so that thousands of
 * attempts do not ask thousands of times; every one of them has the addresses checked again.
 */
final class HostAddresses {

    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    /** Hosts that are remembered; then all are forgotten, which costs one lookup each. */
    private static final int REMEMBERED_MAX = 10_000;

    private final Vertx vertx;
    private final Lookup lookup;
    private final LongSupplier nanos;
    private final Map<String, Found> found = new ConcurrentHashMap<>();
    private final Map<String, Future<List<InetAddress>>> underWay = new ConcurrentHashMap<>();

    HostAddresses(Vertx vertx, Lookup lookup, LongSupplier nanos) {
        this.vertx = vertx;
        this.lookup = lookup;
        this.nanos = nanos;
    }

    private record Found(List<InetAddress> addresses, long at) {}

    /** All addresses of the host; an address stands for itself. */
    Uni<List<InetAddress>> of(String host) {
        Optional<InetAddress> literal = Cidr.literal(host);
        if (literal.isPresent()) {
            return Uni.createFrom().item(List.of(literal.get()));
        }
        Found known = found.get(host);
        return known != null && nanos.getAsLong() - known.at() < FRESH_NANOS
                ? Uni.createFrom().item(known.addresses())
                : Uni.createFrom().completionStage(() -> lookUp(host).toCompletionStage());
    }

    private Future<List<InetAddress>> lookUp(String host) {
        Future<List<InetAddress>> begun = underWay.computeIfAbsent(
                host, name -> vertx.executeBlocking(() -> List.of(lookup.addresses(name)), false));
        return begun.onSuccess(addresses -> remember(host, addresses))
                .onComplete(ended -> underWay.remove(host, begun));
    }

    private void remember(String host, List<InetAddress> addresses) {
        if (found.size() >= REMEMBERED_MAX) {
            found.clear();
        }
        found.put(host, new Found(addresses, nanos.getAsLong()));
    }
}
