package dev.bellhop.access.signing;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/** Ed25519 (RFC 8032) with the bytes that Standard Webhooks writes; all arithmetic on secrets is that of the JDK. */
final class Ed25519 {

    static final int KEY_BYTES = 32;

    private static final String NAME = "Ed25519";
    private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    /** The base point of X25519, which corresponds to that of Ed25519. */
    private static final BigInteger BASE = BigInteger.valueOf(9);

    private Ed25519() {}

    static PrivateKey privateKey(byte[] seed) {
        try {
            return KeyFactory.getInstance(NAME)
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    static byte[] sign(PrivateKey key, byte[]... parts) {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initSign(key);
            for (byte[] part : parts) {
                signature.update(part);
            }
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** False also for bytes that are no public key at all. */
    static boolean verifies(byte[] publicKey, byte[] message, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initVerify(point(publicKey));
            signature.update(message);
            return signature.verify(signed);
        } catch (InvalidKeyException | InvalidKeySpecException | SignatureException noSuchPoint) {
            return false;
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /**
     * The public key of a seed, which the JDK does not give. But X25519 multiplies its base point by the same number
     * (with the same bits cleared and set), and {@code y = (u − 1) / (u + 1)} (RFC 7748, section 4.1). That leaves two
     * points, of which the right one verifies what the seed signs.
     */
    static byte[] publicKey(byte[] seed) {
        BigInteger u = multiplyBase(seed);
        BigInteger y = u.subtract(BigInteger.ONE)
                .multiply(u.add(BigInteger.ONE).modInverse(PRIME))
                .mod(PRIME);
        byte[] even = littleEndian(y);
        byte[] odd = even.clone();
        odd[KEY_BYTES - 1] |= (byte) 0x80;
        byte[] probe = {1};
        return verifies(even, probe, sign(privateKey(seed), probe)) ? even : odd;
    }

    private static BigInteger multiplyBase(byte[] seed) {
        try {
            byte[] scalar = Arrays.copyOf(MessageDigest.getInstance("SHA-512").digest(seed), KEY_BYTES);
            KeyFactory keys = KeyFactory.getInstance("X25519");
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar)));
            var unused =
                    agreement.doPhase(keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, BASE)), true);
            return new BigInteger(1, reversed(agreement.generateSecret()));
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** A public key is y, the least byte first, with one bit of x at its end. */
    private static PublicKey point(byte[] publicKey) throws GeneralSecurityException {
        byte[] y = reversed(publicKey);
        boolean odd = y[0] < 0;
        y[0] &= 0x7f;
        return KeyFactory.getInstance(NAME)
                .generatePublic(
                        new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, y))));
    }

    private static byte[] littleEndian(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return Arrays.copyOf(reversed(bytes), KEY_BYTES);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("This Java runtime has no Ed25519", e);
    }
}
