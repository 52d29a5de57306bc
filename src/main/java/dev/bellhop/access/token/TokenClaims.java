package dev.bellhop.access.token;

import dev.bellhop.access.Caller.Grant;
import dev.bellhop.access.Caller.TokenHolder;
import dev.bellhop.access.Right;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who a token names, and what its roles allow.
 *
 * @param rolesClaim the claim with the roles: its name, or the names that lead to it, with slashes between them
 * @param roles what configured roles allow
 */
public record TokenClaims(String rolesClaim, Map<String, Grant> roles) {

    static final int NAME_LENGTH_MAX = 255;

    /** Roles that begin like this give the right that follows. */
    private static final String BUILT_IN = "bellhop.";

    /** Names for people and programs: OpenID Connect, Entra ID v2 and v1, RFC 9068. A subject alone is a number to most. */
    private static final List<String> NAMES = List.of("preferred_username", "azp", "appid", "client_id");

    public TokenClaims {
        roles = Map.copyOf(roles);
    }

    /** The holder of a token whose signature, issuer, audience and times are right; empty if it names nobody. */
    public Optional<TokenHolder> holder(Map<String, ?> claims) {
        return name(claims).map(name -> new TokenHolder(name, grants(claims)));
    }

    /**
     * What callers choose, such as a user name, may be chosen by two: the subject, which the issuer gives out once,
     * stands behind it. Encoded, so that a line of the log stays one.
     */
    private static Optional<String> name(Map<String, ?> claims) {
        String subject = text(claims.get("sub"));
        String name = NAMES.stream()
                .map(claim -> text(claims.get(claim)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(subject);
        if (name == null) {
            return Optional.empty();
        }
        return Optional.of(
                subject == null || subject.equals(name) ? encoded(name) : encoded(name) + '/' + encoded(subject));
    }

    private static @Nullable String text(@Nullable Object claim) {
        return claim instanceof String text && !text.isBlank() ? text : null;
    }

    private static String encoded(String name) {
        String text = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%40", "@");
        return text.substring(0, Math.min(NAME_LENGTH_MAX, text.length()));
    }

    private List<Grant> grants(Map<String, ?> claims) {
        Object claim = claims.containsKey(rolesClaim) ? claims.get(rolesClaim) : nested(claims);
        return names(claim).flatMap(role -> grant(role).stream()).distinct().toList();
    }

    private @Nullable Object nested(Map<String, ?> claims) {
        Object found = claims;
        for (String step : rolesClaim.split("/")) {
            found = found instanceof Map<?, ?> object ? object.get(step) : null;
        }
        return found;
    }

    /** Roles are a list, scopes (RFC 8693) a text with blanks. */
    private static Stream<String> names(@Nullable Object claim) {
        return switch (claim) {
            case String text -> Stream.of(text.split(" "));
            case List<?> list -> list.stream().filter(String.class::isInstance).map(String.class::cast);
            case null, default -> Stream.empty();
        };
    }

    private Optional<Grant> grant(String role) {
        Grant configured = roles.get(role);
        if (configured != null || !role.startsWith(BUILT_IN)) {
            return Optional.ofNullable(configured);
        }
        String word = role.substring(BUILT_IN.length());
        return Right.of(word)
                .filter(right -> right.text().equals(word))
                .map(right -> new Grant(EnumSet.of(right), Set.of()));
    }
}
