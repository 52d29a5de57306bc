package dev.bellhop.connector;

import dev.bellhop.connector.ConnectorConfig.OauthConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the configuration of the connector into what it says of itself, or into a list of everything that is wrong. */
public final class ConnectorSetup {

    static final int TITLE_LENGTH_MAX = 30;

    private static final Pattern TITLE = Pattern.compile("[\\x20-\\x7e]{1," + TITLE_LENGTH_MAX + '}');
    /** Certification refuses them: every connector is one, and they are others' products. */
    private static final Pattern NOT_IN_TITLE = Pattern.compile(
            "\\b(?:api|connector|microsoft|azure|flow|power ?(?:apps?|automate|platform|bi)|logic ?apps?|copilot ?studio)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");
    private static final Pattern ENTRA = Pattern.compile(
            "https://(login\\.microsoftonline\\.com|login\\.microsoftonline\\.us|login\\.partner\\.microsoftonline\\.cn"
                    + "|sts\\.windows\\.net)/([^/]+)(?:/v2\\.0)?/?");
    /** Nobody's, so that a mail to it comes back. */
    private static final String NO_HOST = "bellhop.invalid";

    private final List<String> problems = new ArrayList<>();

    private ConnectorSetup() {}

    /** What a configuration comes to. */
    public sealed interface Outcome {}

    /**
     * All is well.
     *
     * @param first sources that have triggers of their own before all others
     */
    public record Ready(ConnectorConfig config, List<String> first) implements Outcome {

        /** What is not configured is said of the address. */
        public Profile profile(ServiceAddress address) {
            String website = config.website().orElse(address.url());
            String host = address.isPublicName() ? address.domain() : NO_HOST;
            return new Profile(
                    config.title(),
                    config.publisher(),
                    config.stackOwner().orElse(config.publisher()),
                    config.contactName().orElse(config.publisher()),
                    // RFC 2142 has it at every host.
                    config.contactEmail().orElse("postmaster@" + host),
                    website,
                    config.privacyPolicy().orElse(website));
        }
    }

    /** Each problem names the key, the value and what to do. */
    public record Wrong(List<String> problems) implements Outcome {}

    /**
     * Reads the configuration.
     *
     * @param known names of sources
     */
    public static Outcome read(ConnectorConfig config, Collection<String> known) {
        ConnectorSetup setup = new ConnectorSetup();
        setup.title(config.title().strip());
        if (config.publisher().isBlank()) {
            setup.problems.add("bellhop.connector.publisher is empty: name who publishes the connector");
        }
        config.contactEmail()
                .filter(email -> !EMAIL.matcher(email).matches())
                .ifPresent(email -> setup.problems.add(
                        "bellhop.connector.contact-email=" + email + ": must be an address such as it@example.org"));
        setup.url("website", config.website());
        setup.url("privacy-policy", config.privacyPolicy());
        setup.url("oauth.authorization-url", config.oauth().authorizationUrl());
        setup.url("oauth.token-url", config.oauth().tokenUrl());
        if (config.oauth().authorizationUrl().isPresent()
                != config.oauth().tokenUrl().isPresent()) {
            setup.problems.add("bellhop.connector.oauth.authorization-url and bellhop.connector.oauth.token-url belong"
                    + " together: set both or none");
        }
        List<String> first = config.sources().orElse(List.of()).stream()
                .map(String::strip)
                .distinct()
                .toList();
        first.stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> setup.problems.add("bellhop.connector.sources=" + name
                        + ": there is no source of this name; there are " + String.join(", ", known)));
        return setup.problems.isEmpty() ? new Ready(config, first) : new Wrong(setup.problems);
    }

    /**
     * How makers sign in; empty if that is not known, and then a connection shows an API key.
     *
     * @param issuer who makes the tokens
     * @param audience whom they are for
     */
    public static Optional<Credential.OAuth> signIn(OauthConfig config, String issuer, String audience) {
        Matcher entra = ENTRA.matcher(issuer);
        Credential.@Nullable Entra tenant = null;
        String authorization = config.authorizationUrl().orElse("");
        String token = config.tokenUrl().orElse("");
        if (entra.matches()) {
            String host = entra.group(1).equals("sts.windows.net") ? "login.microsoftonline.com" : entra.group(1);
            tenant = new Credential.Entra("https://" + host, entra.group(2), audience);
            String base = "https://" + host + '/' + entra.group(2) + "/oauth2/v2.0/";
            authorization = authorization.isEmpty() ? base + "authorize" : authorization;
            token = token.isEmpty() ? base + "token" : token;
        }
        if (authorization.isEmpty() || token.isEmpty()) {
            return Optional.empty();
        }
        List<String> scopes = config.scopes().orElse(List.of(tenant == null ? "openid" : audience + "/.default"));
        return Optional.of(new Credential.OAuth(
                authorization, token, scopes, config.clientId().orElse(null), tenant));
    }

    private void title(String title) {
        if (!TITLE.matcher(title).matches() || NOT_IN_TITLE.matcher(title).find()) {
            problems.add("bellhop.connector.title=" + title + ": must have 1 to " + TITLE_LENGTH_MAX
                    + " characters of ASCII, and not the words API or Connector or the name of a Microsoft product, which"
                    + " certification refuses");
        }
    }

    private void url(String key, Optional<String> value) {
        value.filter(url -> !isHttp(url))
                .ifPresent(url -> problems.add("bellhop.connector." + key + '=' + url
                        + ": must be an absolute URL, such as https://example.org/page"));
    }

    private static boolean isHttp(String text) {
        try {
            URI url = URI.create(text);
            String scheme = Objects.toString(url.getScheme(), "").toLowerCase(Locale.ROOT);
            return (scheme.equals("https") || scheme.equals("http")) && url.getHost() != null;
        } catch (IllegalArgumentException notAUrl) {
            return false;
        }
    }
}
