package dev.bellhop.app.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import java.net.ConnectException;
import java.util.List;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.UnresolvableKeyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose fault it is that a token was not accepted, and how that is said. */
class TokenFailureTest {

    @Test
    void what_to_mend_first_is_said_first() {
        assertThat(reason(ErrorCodes.EXPIRED, ErrorCodes.AUDIENCE_INVALID, ErrorCodes.ISSUER_INVALID))
                .contains("issuer (iss)");
        assertThat(reason(ErrorCodes.EXPIRED, ErrorCodes.AUDIENCE_MISSING)).contains("audience (aud)");
        assertThat(reason(ErrorCodes.EXPIRED)).contains("expired");
        assertThat(reason(ErrorCodes.MISCELLANEOUS)).contains("malformed");
    }

    @Test
    void a_key_that_is_not_published_is_told_apart() {
        Throwable failure = new AuthenticationFailedException(new InvalidJwtException(
                "secret",
                new ErrorCodeValidator.Error(ErrorCodes.MISCELLANEOUS, "secret"),
                new UnresolvableKeyException("secret"),
                null));
        assertThat(TokenFailure.of(failure)).contains(TokenFailure.UNKNOWN_KEY);
    }

    @Test
    void a_failure_to_reach_the_issuer_is_not_the_tokens() {
        for (Throwable failure : List.of(
                new OIDCException("away"),
                new IllegalStateException("before it looked"),
                new AuthenticationFailedException(new OIDCException("keys")),
                new AuthenticationFailedException(new RuntimeException(new ConnectException("refused"))))) {
            assertThat(TokenFailure.of(failure)).as(failure.toString()).isEmpty();
        }
    }

    @Test
    void whatever_else_fails_when_the_token_is_looked_at_is_its_fault() {
        for (Throwable failure : List.of(
                new AuthenticationFailedException("opaque"),
                new AuthenticationFailedException(new ClassCastException("odd claims")))) {
            assertThat(TokenFailure.of(failure)).as(failure.toString()).contains(TokenFailure.NO_JWT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a.b", "a.b.", ".b.c", "...", "a.b.c.d", "a.b.c=", "a b.c.d", "a.b.ü", "a.b.c\n"})
    void what_has_not_the_form_of_a_signed_jwt_is_none(String text) {
        assertThat(TokenFailure.isJwt(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"a.b.c", "eyJ_-.eyJ9.AAAA"})
    void what_has_it_may_be_one(String text) {
        assertThat(TokenFailure.isJwt(text)).isTrue();
    }

    private static String reason(int... codes) {
        List<ErrorCodeValidator.Error> errors = java.util.Arrays.stream(codes)
                .mapToObj(code -> new ErrorCodeValidator.Error(code, "secret"))
                .toList();
        String reason = TokenFailure.of(
                        new AuthenticationFailedException(new InvalidJwtException("secret", errors, null)))
                .orElseThrow()
                .reason();
        assertThat(reason).doesNotContain("secret");
        return reason;
    }
}
