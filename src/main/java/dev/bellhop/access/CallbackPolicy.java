package dev.bellhop.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where Bellhop may post to. Checked when a callback is subscribed and again, with the address that will be dialled,
 * at every delivery.
 *
 * <p>The ranges come from the IANA special-purpose address registries, with Azure's own service addresses added. The
 * predicates of {@link InetAddress} are no substitute: they know neither shared address space nor translated IPv6.
 */
public final class CallbackPolicy {

    private static final List<Cidr> LOOPBACK = cidrs("127.0.0.0/8", "::1/128");

    /** Never reachable through a name, only if a range or address is allowed by itself: most hold credentials. */
    private static final List<Cidr> NEVER_BY_NAME = cidrs(
            "100.100.100.200/32",
            "168.63.129.16/32",
            "169.254.0.0/16",
            "192.0.0.192/32",
            "224.0.0.0/4",
            "fd00:ec2::254/128",
            "fd20:ce::254/128",
            "fe80::/10",
            "ff00::/8");

    /** Here the last four bytes are an IPv4 address that a gateway, or the kernel, goes on to. */
    private static final List<Cidr> TRANSLATED = cidrs("::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48");

    private static final List<Cidr> SIX_TO_FOUR = cidrs("2002::/16");

    private static final List<Cidr> NOT_PUBLIC = cidrs(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            // Of IPv6 only 2000::/3 is handed out for use in public.
            "::/3",
            "4000::/2",
            "8000::/1",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    private final boolean local;
    private final List<String> hosts = new ArrayList<>();
    private final List<Cidr> networks = new ArrayList<>();

    /**
     * Makes the policy of a mode.
     *
     * @param local whether Bellhop runs without credentials on the loopback interface: then callbacks may stay on this
     *     machine, without TLS
     * @param allowed host names ({@code *.example.org} for all below), addresses and CIDR ranges allowed besides
     */
    public CallbackPolicy(boolean local, List<String> allowed) {
        this.local = local;
        for (String entry : allowed) {
            String name = entry.strip().toLowerCase(Locale.ROOT);
            Cidr.parse(name).ifPresentOrElse(networks::add, () -> hosts.add(name));
        }
    }

    /** Why the URL as it is written may not be posted to; empty if nothing speaks against it so far. */
    public Optional<String> refusal(CallbackUrl url) {
        Optional<InetAddress> literal = Cidr.literal(url.host());
        boolean named = isAllowedName(url.host());
        boolean onThisMachine = local
                && (url.host().equals("localhost")
                        || literal.filter(CallbackPolicy::isLoopback).isPresent());
        boolean allowedAddress = literal.filter(this::isAllowedNetwork).isPresent();
        if (!url.tls() && !named && !onThisMachine && !allowedAddress) {
            return Optional.of("plain http is only allowed to hosts listed in bellhop.callbacks.allow"
                    + (local ? " and to this machine" : ""));
        }
        return literal.isPresent() ? refusal(url, List.of(literal.get())) : Optional.empty();
    }

    /** Why these addresses, to which the URL's host was resolved, may not be dialled; one bad one spoils all. */
    public Optional<String> refusal(CallbackUrl url, List<InetAddress> resolved) {
        if (resolved.isEmpty()) {
            return Optional.of("the host has no address");
        }
        return resolved.stream().allMatch(address -> mayDial(url, address))
                ? Optional.empty()
                : Optional.of("the host is not a public address; if it is meant to be reached, list it in"
                        + " bellhop.callbacks.allow");
    }

    private boolean mayDial(CallbackUrl url, InetAddress address) {
        if (isAllowedNetwork(address)) {
            return true;
        }
        if (isAllowedName(url.host())) {
            return !isIn(NEVER_BY_NAME, address) && !isIn(NEVER_BY_NAME, behind(address));
        }
        if (local && isLoopback(address)) {
            return url.host().equals("localhost") || Cidr.literal(url.host()).isPresent();
        }
        return !isIn(NOT_PUBLIC, address);
    }

    private static boolean isLoopback(InetAddress address) {
        return isIn(LOOPBACK, address);
    }

    private boolean isAllowedNetwork(InetAddress address) {
        return isIn(networks, address);
    }

    private static boolean isIn(List<Cidr> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /** The IPv4 address that an IPv6 address stands for; the address itself if it stands for none. */
    private static InetAddress behind(InetAddress address) {
        byte[] bytes = address.getAddress();
        try {
            if (isIn(TRANSLATED, address)) {
                return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
            }
            return isIn(SIX_TO_FOUR, address) ? InetAddress.getByAddress(Arrays.copyOfRange(bytes, 2, 6)) : address;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }

    private boolean isAllowedName(String host) {
        return hosts.stream()
                .anyMatch(name -> name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name));
    }

    private static List<Cidr> cidrs(String... texts) {
        return Stream.of(texts).map(text -> Cidr.parse(text).orElseThrow()).toList();
    }
}
