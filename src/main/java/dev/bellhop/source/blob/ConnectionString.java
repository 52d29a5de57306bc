package dev.bellhop.source.blob;

import dev.bellhop.access.SecretText;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a connection string of a storage account says. Pure; shows nothing of it. */
record ConnectionString(
        Optional<String> account,
        Optional<String> endpoint,
        Optional<SecretText> accountKey,
        Optional<SecretText> sas) {

    /** Empty if it is none. */
    static Optional<ConnectionString> parse(String text) {
        Map<String, String> settings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String setting : text.strip().split(";")) {
            int equals = setting.indexOf('=');
            if (equals > 0) {
                settings.put(
                        setting.substring(0, equals).strip(),
                        setting.substring(equals + 1).strip());
            } else if (!setting.isBlank()) {
                return Optional.empty();
            }
        }
        Optional<String> account = Optional.ofNullable(settings.get("AccountName"));
        ConnectionString parsed = new ConnectionString(
                account,
                Optional.ofNullable(settings.get("BlobEndpoint"))
                        .or(() -> account.flatMap(name -> usual(name, settings))),
                Optional.ofNullable(settings.get("AccountKey")).map(SecretText::new),
                Optional.ofNullable(settings.get("SharedAccessSignature")).map(SecretText::new));
        return parsed.accountKey.isPresent() == parsed.sas.isPresent() ? Optional.empty() : Optional.of(parsed);
    }

    private static Optional<String> usual(String account, Map<String, String> settings) {
        return Optional.ofNullable(settings.get("EndpointSuffix"))
                .map(suffix -> settings.getOrDefault("DefaultEndpointsProtocol", "https")
                                .toLowerCase(Locale.ROOT) + "://" + account + ".blob." + suffix);
    }
}
