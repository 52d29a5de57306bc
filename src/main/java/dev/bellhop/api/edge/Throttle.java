package dev.bellhop.api.edge;

import dev.bellhop.access.Caller;
import dev.bellhop.access.Cidr;
import dev.bellhop.access.RequestRate;
import dev.bellhop.access.RequestRates;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many requests a caller may make. Holders of keys and tokens have a bucket each. Who shows none has one for its
 * address: a small one, since all it can get is a refusal, and a large one for the URLs of subscriptions, which need no
 * key. Behind a proxy all who show no key share its address; holders of keys do not feel that.
 */
public final class Throttle {

    static final int ADDRESSES_MAX = 20_000;
    static final int HOLDERS_MAX = 20_000;
    /** More than there may be at a time: created ones come and go. */
    static final int KEYS_MAX = 20_000;
    /** The network that one IPv6 customer has at least; its addresses are as many as it likes. */
    private static final int IPV6_NETWORK_BYTES = 8;

    private final Limits limits;
    private final RequestRates keys;
    private final RequestRates addresses;
    private final RequestRates capabilities;
    private final RequestRates holders;

    /**
     * Makes it.
     *
     * @param nanos monotonic, see {@link System#nanoTime}
     */
    public Throttle(Limits limits, LongSupplier nanos) {
        this.limits = limits;
        this.keys = new RequestRates(KEYS_MAX, nanos);
        this.addresses = new RequestRates(ADDRESSES_MAX, nanos);
        this.capabilities = new RequestRates(ADDRESSES_MAX, nanos);
        this.holders = new RequestRates(HOLDERS_MAX, nanos);
    }

    /**
     * Requests a second.
     *
     * @param each for every caller
     * @param keyless for each address that shows no key or token, or a wrong one
     * @param keys other rates of some keys
     */
    public record Limits(RequestRate each, RequestRate keyless, OwnRates keys) {}

    /** The rates that some keys have for themselves. */
    public interface OwnRates {

        /** That of the key of this name; {@code null} if it has none. */
        @Nullable
        RequestRate of(String name);
    }

    /** The rate that the key of this name has for itself; {@code null} if it has none. */
    public @Nullable RequestRate own(String name) {
        return limits.keys().of(name);
    }

    /** Counts a request: 0 if it may be answered, otherwise the seconds after which one may. */
    long secondsToWait(Caller caller, boolean token, String address) {
        return switch (caller) {
            case Caller.Local local -> 0;
            case Caller.KeyHolder(String name, var rights, var sources) ->
                keys.secondsToWait(name, Objects.requireNonNullElse(own(name), limits.each()));
            case Caller.TokenHolder(String name, var grants) -> holders.secondsToWait(name, limits.each());
            case Caller.Anonymous nobody when token -> capabilities.secondsToWait(network(address), limits.each());
            case Caller.Anonymous nobody -> addresses.secondsToWait(network(address), limits.keyless());
        };
    }

    private static String network(String address) {
        return Cidr.literal(address)
                .filter(Inet6Address.class::isInstance)
                .map(InetAddress::getAddress)
                .map(bytes -> HexFormat.of().formatHex(Arrays.copyOf(bytes, IPV6_NETWORK_BYTES)))
                .orElse(address);
    }
}
