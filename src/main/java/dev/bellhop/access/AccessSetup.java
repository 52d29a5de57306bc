package dev.bellhop.access;

import dev.bellhop.access.AccessConfig.KeyConfig;
import dev.bellhop.access.Callers.ApiKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns configured keys into callers, or into a list of what is wrong with them; no message shows a key. */
public final class AccessSetup {

    static final int KEY_LENGTH_MIN = 16;

    private final List<String> problems = new ArrayList<>();

    private AccessSetup() {}

    /** The keys, and everything that is wrong. */
    public record Outcome(List<ApiKey> keys, List<String> problems) {}

    public static Outcome read(AccessConfig config) {
        AccessSetup setup = new AccessSetup();
        List<ApiKey> keys = new ArrayList<>();
        new TreeMap<>(config.keys()).forEach((name, key) -> setup.key(name, key).ifPresent(keys::add));
        return new Outcome(keys, setup.problems);
    }

    private Optional<ApiKey> key(String name, KeyConfig config) {
        String path = "bellhop.api-keys." + name;
        if (Caller.isTaken(name)) {
            problems.add(path + ": the audit calls other callers " + name + "; choose another name");
        }
        Set<Right> rights = rights(path, config.rights(), problems);
        Optional<byte[]> hash = hash(path, config);
        return hash.map(known -> new ApiKey(known, new Caller.KeyHolder(name, rights, sources(config.sources()))));
    }

    /** The sources of this configured list; empty for all. */
    public static Set<String> sources(Optional<List<String>> names) {
        return names.orElse(List.of()).stream().map(String::strip).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The rights of this configured list.
     *
     * @param path where it stands, for the problems that are added
     */
    public static Set<Right> rights(String path, List<String> names, List<String> problems) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        for (String name : names) {
            Right.of(name)
                    .ifPresentOrElse(
                            rights::add,
                            () -> problems.add(path + ".rights=" + name + ": there is no such right; there are "
                                    + Arrays.stream(Right.values())
                                            .map(Right::text)
                                            .toList()));
        }
        return rights;
    }

    private Optional<byte[]> hash(String path, KeyConfig config) {
        if (config.key().isPresent() == config.hash().isPresent()) {
            problems.add(path + " needs either .key or .hash, and not both");
            return Optional.empty();
        }
        if (config.key().isPresent()) {
            if (config.key().get().length() < KEY_LENGTH_MIN) {
                problems.add(path + ".key is shorter than " + KEY_LENGTH_MIN
                        + " characters; make a random one, for example with: openssl rand -hex 32");
                return Optional.empty();
            }
            return Optional.of(Callers.sha256(config.key().get()));
        }
        try {
            byte[] hash = HexFormat.of().parseHex(config.hash().orElseThrow().strip());
            if (hash.length == 32) {
                return Optional.of(hash);
            }
        } catch (IllegalArgumentException notHexadecimal) {
            // Said below, as for a hash of another length.
        }
        problems.add(path + ".hash must be the SHA-256 of the key in hexadecimal, 64 characters");
        return Optional.empty();
    }
}
