package dev.bellhop.app.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Every key of {@code bellhop.*}, so that a misspelt one is refused instead of ignored. */
final class KnownKeys {

    /** A star stands for a name. A test compares this list with the configuration interfaces. */
    static final List<String> ALL = List.of(
            "bellhop.data",
            "bellhop.database.url",
            "bellhop.public-url",
            "bellhop.trusted-proxies",
            "bellhop.sealing-key",
            "bellhop.former-sealing-keys",
            "bellhop.files.upload-max",
            "bellhop.files.link-age",
            "bellhop.api-keys.*.key",
            "bellhop.api-keys.*.hash",
            "bellhop.api-keys.*.rights",
            "bellhop.api-keys.*.sources",
            "bellhop.api-keys.*.requests-per-second",
            "bellhop.oidc.issuer",
            "bellhop.oidc.audience",
            "bellhop.oidc.roles-claim",
            "bellhop.oidc.roles.*.rights",
            "bellhop.oidc.roles.*.sources",
            "bellhop.limits.requests-per-second",
            "bellhop.limits.body-time",
            "bellhop.limits.keyless-requests-per-second",
            "bellhop.sources.*.kind",
            "bellhop.sources.*.title",
            "bellhop.sources.*.description",
            "bellhop.sources.*.directory",
            "bellhop.sources.*.include",
            "bellhop.sources.*.exclude",
            "bellhop.sources.*.recursive",
            "bellhop.sources.*.scan-every",
            "bellhop.sources.*.hints",
            "bellhop.sources.*.settle",
            "bellhop.sources.*.on-change",
            "bellhop.sources.*.on-rename",
            "bellhop.sources.*.vanish-max",
            "bellhop.sources.*.inline-max",
            "bellhop.sources.*.done-file",
            "bellhop.sources.*.locked-probe",
            "bellhop.sources.*.after-announcing",
            "bellhop.sources.*.after-announcing-to",
            "bellhop.sources.*.after-announcing-delay",
            "bellhop.sources.*.after-announcing-age",
            "bellhop.sources.*.retry-after.idle",
            "bellhop.sources.*.retry-after.idle-max",
            "bellhop.sources.*.retry-after.more",
            "bellhop.sources.*.sftp.user",
            "bellhop.sources.*.sftp.password",
            "bellhop.sources.*.sftp.private-key",
            "bellhop.sources.*.sftp.private-key-passphrase",
            "bellhop.sources.*.sftp.host-key",
            "bellhop.sources.*.sftp.known-hosts",
            "bellhop.sources.*.sftp.timeout",
            "bellhop.sources.*.blob.connection-string",
            "bellhop.sources.*.blob.account-key",
            "bellhop.sources.*.blob.sas-token",
            "bellhop.sources.*.blob.endpoint",
            "bellhop.sources.*.blob.timeout",
            "bellhop.polling.waiting-max",
            "bellhop.subscriptions.per-source-max",
            "bellhop.subscriptions.per-caller-max",
            "bellhop.callbacks.allow",
            "bellhop.callbacks.timeout",
            "bellhop.delivery.retries",
            "bellhop.delivery.jitter",
            "bellhop.delivery.retry-after-max",
            "bellhop.delivery.concurrency",
            "bellhop.delivery.waiting-max",
            "bellhop.delivery.failing-max",
            "bellhop.delivery.connections-per-host",
            "bellhop.delivery.dead-letter-age",
            "bellhop.delivery.attempts-kept",
            "bellhop.delivery.attempts-age",
            "bellhop.delivery.shutdown-patience",
            "bellhop.examples.call-for-speakers",
            "bellhop.operations.concurrency",
            "bellhop.operations.age",
            "bellhop.operations.run-time",
            "bellhop.connector.title",
            "bellhop.connector.publisher",
            "bellhop.connector.stack-owner",
            "bellhop.connector.contact-name",
            "bellhop.connector.contact-email",
            "bellhop.connector.website",
            "bellhop.connector.privacy-policy",
            "bellhop.connector.sources",
            "bellhop.connector.oauth.client-id",
            "bellhop.connector.oauth.scopes",
            "bellhop.connector.oauth.authorization-url",
            "bellhop.connector.oauth.token-url",
            "bellhop.retention.age",
            "bellhop.retention.count",
            "bellhop.retention.held-age",
            "bellhop.retention.held-count");

    private static final Pattern LIMIT =
            Pattern.compile("bellhop\\.(?:api-keys|oidc\\.roles)\\..+\\.sources(?:\\[[0-9]+])?");

    private KnownKeys() {}

    /** Why the property is no key of Bellhop; empty if it is one, or is somebody else's. */
    static Optional<String> problem(String name) {
        if (!name.startsWith("bellhop.")) {
            return Optional.empty();
        }
        // Lists may be written with an index: bellhop.callbacks.allow[0].
        String plain = name.replaceAll("\\[[0-9]+]$", "");
        if (ALL.stream().anyMatch(key -> matches(key, plain))) {
            return Optional.empty();
        }
        String nearest = ALL.stream()
                .min(Comparator.comparingInt(key -> distance(key, plain)))
                .orElseThrow();
        return Optional.of(name + " is no key of Bellhop; did you mean " + nearest.replace("*", "<name>") + "?");
    }

    /**
     * Why this value of the property may not be meant; empty if it may. A limit that is there and names nothing, for example
     * because a variable is not set, would be none.
     */
    static Optional<String> emptyLimit(String name, @Nullable String value) {
        boolean empty = value == null || value.replace(',', ' ').isBlank();
        return empty && LIMIT.matcher(name).matches()
                ? Optional.of(name + " is empty: name the sources, or take the line out to mean all")
                : Optional.empty();
    }

    /** The name under a star may hold dots if it is quoted. */
    private static boolean matches(String key, String name) {
        int star = key.indexOf('*');
        if (star < 0) {
            return key.equals(name);
        }
        String before = key.substring(0, star);
        String after = key.substring(star + 1);
        if (!name.startsWith(before) || !name.endsWith(after) || name.length() <= before.length() + after.length()) {
            return false;
        }
        String middle = name.substring(before.length(), name.length() - after.length());
        return middle.startsWith("\"") ? middle.length() > 2 && middle.endsWith("\"") : !middle.contains(".");
    }

    /** Levenshtein distance, with a star matching any one name. */
    private static int distance(String key, String name) {
        String[] keyParts = key.split("\\.");
        String[] nameParts = name.split("\\.");
        String wanted = key;
        if (keyParts.length > 2 && keyParts[2].equals("*") && nameParts.length > 2) {
            wanted = key.replace("*", nameParts[2]);
        }
        int[] row = new int[name.length() + 1];
        for (int j = 0; j <= name.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= wanted.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= name.length(); j++) {
                int above = row[j];
                int change = wanted.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
                diagonal = above;
            }
        }
        return row[name.length()];
    }
}
