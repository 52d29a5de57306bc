package dev.bellhop.access.signing;

import dev.bellhop.access.SecretText;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Signs by Ed25519 ({@code v1a}).
 *
 * @param secret {@code whsk_} and base64 of the seed, followed by the public key
 */
record Ed25519Key(SecretText secret, String publicText, PrivateKey key) implements SigningKey {

    static final String SECRET_PREFIX = "whsk_";
    static final String PUBLIC_PREFIX = "whpk_";

    /** From the seed, or the seed and the public key. */
    static Optional<SigningKey> of(byte[] bytes) {
        byte[] seed = Arrays.copyOf(bytes, Ed25519.KEY_BYTES);
        return switch (bytes.length) {
            case Ed25519.KEY_BYTES -> Optional.of(of(seed, Ed25519.publicKey(seed)));
            case 2 * Ed25519.KEY_BYTES ->
                Optional.of(of(seed, Arrays.copyOfRange(bytes, Ed25519.KEY_BYTES, bytes.length)));
            default -> Optional.empty();
        };
    }

    private static Ed25519Key of(byte[] seed, byte[] publicKey) {
        byte[] both = Arrays.copyOf(seed, seed.length + publicKey.length);
        System.arraycopy(publicKey, 0, both, seed.length, publicKey.length);
        Base64.Encoder base64 = Base64.getEncoder();
        return new Ed25519Key(
                new SecretText(SECRET_PREFIX + base64.encodeToString(both)),
                PUBLIC_PREFIX + base64.encodeToString(publicKey),
                Ed25519.privateKey(seed));
    }

    /** Whether the public key is that of the seed: with another one nobody could verify what this key signs. */
    boolean isPair() {
        byte[] probe = {1};
        byte[] publicKey = Base64.getDecoder().decode(publicText.substring(PUBLIC_PREFIX.length()));
        return Ed25519.verifies(publicKey, probe, Ed25519.sign(key, probe));
    }

    @Override
    public Kind kind() {
        return Kind.ED25519;
    }

    @Override
    public Optional<String> publicKey() {
        return Optional.of(publicText);
    }

    @Override
    public String sign(byte[] head, byte[] body) {
        return "v1a," + Base64.getEncoder().encodeToString(Ed25519.sign(key, head, body));
    }

    @Override
    public String toString() {
        return "[signing key v1a]";
    }
}
