package dev.bellhop.access.token;

import dev.bellhop.access.AccessSetup;
import dev.bellhop.access.Caller.Grant;
import dev.bellhop.access.Cidr;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Turns the configuration of bearer tokens into an issuer, or into a list of what is wrong with it. */
public final class OidcSetup {

    private static final String DISCOVERY = "/.well-known/openid-configuration";
    /** Here tokens name the tenant of whoever signs in, so that there is no one issuer to compare them with. */
    private static final Pattern ANY_TENANT =
            Pattern.compile("https://login\\.microsoftonline\\.com/(?:common|organizations|consumers)(?:/.*)?");
    /** The word by which the check of the audience would be turned off. */
    private static final String ANY = "any";

    private final List<String> problems = new ArrayList<>();

    private OidcSetup() {}

    /** The issuer, if there is one, and everything that is wrong. */
    public record Outcome(Optional<Issuer> issuer, List<String> problems) {}

    public static Outcome read(OidcConfig config) {
        OidcSetup setup = new OidcSetup();
        Map<String, Grant> roles = setup.roles(config);
        List<String> audiences = config.audience().orElse(List.of()).stream()
                .map(String::strip)
                .filter(audience -> !audience.isEmpty())
                .toList();
        if (config.issuer().isEmpty()) {
            if (config.audience().isPresent() || !roles.isEmpty()) {
                setup.problems.add("bellhop.oidc.issuer is missing: without it no bearer token is accepted; set it to"
                        + " the URL of the issuer, such as https://login.microsoftonline.com/<tenant>/v2.0");
            }
            return new Outcome(Optional.empty(), setup.problems);
        }
        String url = config.issuer().get().strip();
        setup.checkIssuer(url);
        setup.checkAudiences(audiences);
        TokenClaims claims = new TokenClaims(config.rolesClaim().strip(), roles);
        return new Outcome(
                Optional.of(
                        new Issuer(url.endsWith("/") ? url.substring(0, url.length() - 1) : url, audiences, claims)),
                setup.problems);
    }

    private Map<String, Grant> roles(OidcConfig config) {
        Map<String, Grant> roles = new HashMap<>();
        new TreeMap<>(config.roles())
                .forEach((name, role) -> roles.put(
                        name,
                        new Grant(
                                AccessSetup.rights("bellhop.oidc.roles." + name, role.rights(), problems),
                                AccessSetup.sources(role.sources()))));
        return roles;
    }

    private void checkIssuer(String url) {
        String key = "bellhop.oidc.issuer=" + url;
        if (url.endsWith(DISCOVERY)) {
            problems.add(key + ": must be the URL of the issuer alone, without " + DISCOVERY);
        } else if (!isSecure(url)) {
            problems.add(key + ": must be an https URL without query, such as"
                    + " https://login.microsoftonline.com/<tenant>/v2.0 (http only on this machine): whoever can change"
                    + " what it answers can make valid tokens");
        } else if (ANY_TENANT.matcher(url).matches()) {
            problems.add(key + ": must name one tenant, by its id, because anybody could make a tenant of his own");
        }
    }

    private void checkAudiences(List<String> audiences) {
        if (audiences.isEmpty()) {
            problems.add("bellhop.oidc.audience is missing: set it to what the tokens for Bellhop have as aud, such as"
                    + " the id of its app registration; otherwise tokens made for other services would do");
        } else if (audiences.contains(ANY)) {
            problems.add("bellhop.oidc.audience=" + ANY + ": must be the audience of tokens made for Bellhop");
        }
    }

    private static boolean isSecure(String text) {
        try {
            URI url = URI.create(text);
            String host = Objects.toString(url.getHost(), "");
            boolean plain = url.getRawQuery() == null && url.getRawFragment() == null && url.getRawUserInfo() == null;
            return plain
                    && ("https".equals(url.getScheme()) && !host.isEmpty()
                            || "http".equals(url.getScheme()) && isThisMachine(host));
        } catch (IllegalArgumentException notAUrl) {
            return false;
        }
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost")
                || Cidr.literal(host.replaceAll("[\\[\\]]", ""))
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
    }
}
