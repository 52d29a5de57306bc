package dev.bellhop.api.edge;

import dev.bellhop.access.Cidr;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The names under which callers reach Bellhop in local mode. A page elsewhere may have its own name lead to this machine
 * (DNS rebinding), and then passes for a page of this service: but its browser still says in {@code Host} whom it means.
 * What is forwarded does not count here, since such a page can send that too.
 */
public final class LocalHosts {

    private final Optional<String> publicHost;

    public LocalHosts(Optional<String> publicUrl) {
        this.publicHost = publicUrl.map(URI::create).map(URI::getHost).map(LocalHosts::plain);
    }

    /**
     * Whether this machine is meant.
     *
     * @param host without port; null if the caller names none, which browsers never do
     */
    boolean contains(@Nullable String host) {
        if (host == null || host.isEmpty()) {
            return true;
        }
        String plain = plain(host);
        return plain.equals("localhost")
                || publicHost.filter(plain::equals).isPresent()
                || Cidr.literal(plain).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    private static String plain(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[") && lower.endsWith("]")) {
            return lower.substring(1, lower.length() - 1);
        }
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
