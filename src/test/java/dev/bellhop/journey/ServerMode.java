package dev.bellhop.journey;

import dev.bellhop.access.Right;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Bellhop in the open net: API keys, a public URL with a prefix, and few callbacks allowed. */
public final class ServerMode implements QuarkusTestProfile {

    static final String PUBLIC_URL = "https://bellhop.example.org/prefix";

    static final int PER_CALLER_MAX = 40;

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>(LocalMode.common());
        config.put("bellhop.sources.alpha.kind", "events");
        config.put("bellhop.sources.beta.kind", "events");
        config.put("bellhop.public-url", PUBLIC_URL + '/');
        config.put("bellhop.connector.sources", "beta");
        config.put("bellhop.trusted-proxies", "127.0.0.0/8");
        config.put("bellhop.callbacks.allow", "localhost");
        // Journeys ask faster than people who have no key.
        config.put("bellhop.limits.keyless-requests-per-second", "0");
        config.put("bellhop.subscriptions.per-caller-max", Integer.toString(PER_CALLER_MAX));
        key(config, "collector", List.of(Right.SUBSCRIBE), "");
        key(config, "owner", Arrays.asList(Right.values()), "");
        key(config, "alpha", Arrays.asList(Right.values()), "alpha");
        for (Right right : Right.values()) {
            key(config, "only-" + right.text(), List.of(right), "");
            List<Right> others = Arrays.stream(Right.values())
                    .filter(other -> other != right)
                    .toList();
            key(config, "not-" + right.text(), others, "");
        }
        return config;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(TemporaryFolders.class));
    }

    /** What the holder of the key of this name shows. */
    static String keyOf(String name) {
        return "key-of-" + name + "-0123456789";
    }

    private static void key(Map<String, String> config, String name, List<Right> rights, String source) {
        // Some keys are configured by their hash, which must make no difference.
        if (name.startsWith("not-")) {
            config.put("bellhop.api-keys." + name + ".hash", sha256(keyOf(name)));
        } else {
            config.put("bellhop.api-keys." + name + ".key", keyOf(name));
        }
        config.put(
                "bellhop.api-keys." + name + ".rights",
                rights.stream().map(Right::text).collect(Collectors.joining(",")));
        if (!source.isEmpty()) {
            config.put("bellhop.api-keys." + name + ".sources", source);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
