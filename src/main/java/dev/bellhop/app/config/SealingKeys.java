package dev.bellhop.app.config;

import dev.bellhop.access.Vault;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The sealing keys as they are written: the first one is current, the others are known besides. */
public final class SealingKeys {

    private final List<byte[]> keys = new ArrayList<>();
    /** Where each was read, by its id. */
    private final Map<String, String> origins = new HashMap<>();

    /** The key of {@code bellhop.sealing-key}, or one of {@code bellhop.former-sealing-keys}. */
    public void add(String origin, String text) {
        byte[] key = parse(origin, text);
        String other = origins.putIfAbsent(Vault.keyId(key), origin);
        if (other != null) {
            throw StartRefused.because(
                    other + " and " + origin + " are the same key (id " + Vault.keyId(key) + "): take one of them out");
        }
        keys.add(key);
    }

    /** The lines of a key file: the current key, then others. */
    public void addLines(String file, String text) {
        List<String> lines = text.strip().lines().toList();
        if (lines.size() <= 1) {
            add(file, text);
            return;
        }
        for (int number = 1; number <= lines.size(); number++) {
            if (!lines.get(number - 1).isBlank()) {
                add(file + ", line " + number, lines.get(number - 1));
            }
        }
    }

    public Vault vault(RandomGenerator random) {
        return new Vault(keys.getFirst(), keys.subList(1, keys.size()), random);
    }

    private static byte[] parse(String origin, String text) {
        try {
            byte[] key = Base64.getDecoder().decode(text.strip());
            if (key.length == Vault.KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException notBase64) {
            // Said below, as for a key of another length.
        }
        throw StartRefused.because(origin + " must hold " + Vault.KEY_BYTES
                + " bytes in base64, for example from: openssl rand -base64 32");
    }
}
