package dev.bellhop.app.oidc;

import dev.bellhop.api.edge.BearerTokens.Invalid;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.common.runtime.OidcEndpointAccessException;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.VertxException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.InvalidAlgorithmException;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/** Tells what is wrong with a token, in words of its own: the messages of exceptions quote the token. */
final class TokenFailure {

    private static final Pattern JWT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final List<Class<? extends Throwable>> UNREACHABLE = List.of(
            OIDCException.class,
            OidcEndpointAccessException.class,
            VertxException.class,
            IOException.class,
            TimeoutException.class);

    static final Invalid UNKNOWN_KEY = new Invalid("it is signed with a key that the issuer does not publish");

    static final Invalid NO_JWT = new Invalid("it is not a signed JWT");
    private static final Invalid MALFORMED = new Invalid("its claims are malformed, or contradict each other");
    private static final Invalid ALGORITHM =
            new Invalid("its signature algorithm is not accepted (RS, PS and ES with 256 to 512, EdDSA are)");

    /** In the order of what to mend first. */
    private static final Map<Integer, Invalid> REASONS = new LinkedHashMap<>();

    static {
        REASONS.put(ErrorCodes.SIGNATURE_INVALID, new Invalid("its signature is wrong"));
        REASONS.put(ErrorCodes.SIGNATURE_MISSING, NO_JWT);
        REASONS.put(ErrorCodes.JSON_INVALID, NO_JWT);
        Invalid issuer = new Invalid("it is of another issuer (iss) than the one that bellhop.oidc.issuer describes");
        REASONS.put(ErrorCodes.ISSUER_INVALID, issuer);
        REASONS.put(ErrorCodes.ISSUER_MISSING, issuer);
        Invalid audience =
                new Invalid("it is made for somebody else: its audience (aud) is not in bellhop.oidc.audience");
        REASONS.put(ErrorCodes.AUDIENCE_INVALID, audience);
        REASONS.put(ErrorCodes.AUDIENCE_MISSING, audience);
        REASONS.put(ErrorCodes.EXPIRED, new Invalid("it has expired (exp)"));
        REASONS.put(ErrorCodes.EXPIRATION_MISSING, new Invalid("it does not say when it expires (exp)"));
        REASONS.put(ErrorCodes.NOT_YET_VALID, new Invalid("it is not valid yet (nbf)"));
        REASONS.put(ErrorCodes.ISSUED_AT_INVALID_FUTURE, new Invalid("it was issued in the future (iat)"));
    }

    private TokenFailure() {}

    /** Whether a text has the form of a signed JWT; nothing else is worth asking about. */
    static boolean isJwt(String token) {
        return JWT.matcher(token).matches();
    }

    /** What the token is refused for; empty if the failure is not the token's, but one to reach the issuer. */
    static Optional<Invalid> of(Throwable failure) {
        InvalidJwtException invalid = cause(failure, InvalidJwtException.class);
        if (invalid != null) {
            return Optional.of(reason(invalid));
        }
        // Before it looks at the token Quarkus meets the issuer, and fails otherwise; after it, it may fetch keys.
        boolean looked = failure instanceof AuthenticationFailedException;
        return looked && UNREACHABLE.stream().allMatch(type -> cause(failure, type) == null)
                ? Optional.of(NO_JWT)
                : Optional.empty();
    }

    private static Invalid reason(InvalidJwtException invalid) {
        if (cause(invalid, UnresolvableKeyException.class) != null) {
            return UNKNOWN_KEY;
        }
        if (cause(invalid, InvalidAlgorithmException.class) != null) {
            return ALGORITHM;
        }
        return REASONS.entrySet().stream()
                .filter(reason -> invalid.hasErrorCode(reason.getKey()))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(cause(invalid, JoseException.class) == null ? MALFORMED : NO_JWT);
    }

    private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
