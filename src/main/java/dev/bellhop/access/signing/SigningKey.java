package dev.bellhop.access.signing;

import dev.bellhop.access.SecretText;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A key that signs callbacks. Its key material is ready for use; nothing is decoded or derived while signing. */
public sealed interface SigningKey permits HmacKey, Ed25519Key {

    /** Which signature a key makes. */
    enum Kind {
        /** {@code v1}: both sides have the same secret, {@code whsec_…}. */
        HMAC,
        /** {@code v1a}: the receiver needs the public key alone, {@code whpk_…}; the secret is {@code whsk_…}. */
        ED25519
    }

    Kind kind();

    /** The one text of this key that can be parsed again, whatever form it was given in. */
    SecretText secret();

    /** {@code whpk_…}, if the key has a public half. */
    Optional<String> publicKey();

    /**
     * One signature as the header has it, such as {@code v1,…}.
     *
     * @param head what is signed before the body: id and timestamp, each with a full stop behind it
     */
    String sign(byte[] head, byte[] body);

    /**
     * The key that someone gives: {@code whsec_} and 24 to 64 bytes in base64 (the prefix may be missing), or
     * {@code whsk_} and the seed, alone or with the public key that belongs to it. Empty if it is none of these.
     */
    static Optional<SigningKey> parse(String text) {
        return read(text).filter(SigningKey::isWhole);
    }

    /** As {@link #parse}, for what was parsed before it was stored: two halves are taken to belong together. */
    static Optional<SigningKey> read(String text) {
        if (text.startsWith(Ed25519Key.SECRET_PREFIX)) {
            return decode(text.substring(Ed25519Key.SECRET_PREFIX.length())).flatMap(Ed25519Key::of);
        }
        return decode(text.startsWith(HmacKey.PREFIX) ? text.substring(HmacKey.PREFIX.length()) : text)
                .flatMap(HmacKey::of);
    }

    static SigningKey generate(Kind kind, RandomGenerator random) {
        byte[] chance = new byte[32];
        random.nextBytes(chance);
        Optional<SigningKey> key = switch (kind) {
            case HMAC -> HmacKey.of(chance);
            case ED25519 -> Ed25519Key.of(chance);
        };
        return key.orElseThrow();
    }

    private boolean isWhole() {
        return switch (this) {
            case HmacKey hmac -> true;
            case Ed25519Key pair -> pair.isPair();
        };
    }

    private static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
