package dev.bellhop.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Text that must not be seen: it cannot print itself, and it compares in constant time. */
public final class SecretText {

    private final String text;

    public SecretText(String text) {
        this.text = text;
    }

    /** The text itself, for the one place that needs it. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretText secret
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8), secret.text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
