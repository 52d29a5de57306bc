package dev.bellhop.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.Caller.Grant;
import dev.bellhop.access.Caller.TokenHolder;
import dev.bellhop.access.Right;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a token names, and what its roles allow. */
class TokenClaimsTest {

    private static final Grant READER = new Grant(EnumSet.of(Right.POLL, Right.FILES), Set.of());
    private static final Grant TEAM = new Grant(EnumSet.allOf(Right.class), Set.of("alpha"));
    private static final Map<String, Grant> ROLES = Map.of("reader", READER, "Alpha Team", TEAM);

    @ParameterizedTest
    @EnumSource(Right.class)
    void a_role_of_bellhop_gives_its_right_everywhere(Right right) {
        TokenHolder holder = holder("roles", Map.of("roles", List.of("bellhop." + right.text())));
        assertThat(Arrays.stream(Right.values()).filter(holder::may)).containsExactly(right);
        assertThat(holder.may(right, "anything")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bellhop.",
                "bellhop.nothing",
                "bellhop.POLL",
                "bellhop. poll",
                "Bellhop.poll",
                "poll",
                "Reader"
            })
    void any_other_name_gives_nothing(String role) {
        assertThat(holder("roles", Map.of("roles", List.of(role))).grants()).isEmpty();
    }

    @Test
    void configured_roles_add_up_and_none_limits_another() {
        TokenHolder holder = holder("roles", Map.of("roles", List.of("Alpha Team", "reader", "reader", "unknown")));
        assertThat(holder.grants()).containsExactly(TEAM, READER);
        assertThat(holder.may(Right.PUBLISH, "alpha")).isTrue();
        assertThat(holder.may(Right.PUBLISH, "beta")).isFalse();
        assertThat(holder.may(Right.PUBLISH)).isFalse();
        assertThat(holder.may(Right.POLL, "beta")).isTrue();
        assertThat(holder.may(Right.POLL)).isTrue();
    }

    @Test
    void a_role_of_bellhop_can_be_limited_by_configuration() {
        Grant limited = new Grant(EnumSet.of(Right.POLL), Set.of("alpha"));
        TokenClaims claims = new TokenClaims("roles", Map.of("bellhop.poll", limited));
        assertThat(claims.holder(Map.of("sub", "x", "roles", List.of("bellhop.poll"))))
                .hasValueSatisfying(holder -> assertThat(holder.grants()).containsExactly(limited));
    }

    @Test
    void roles_may_lie_deeper_and_be_a_text_with_blanks() {
        assertThat(holder("realm_access/roles", Map.of("realm_access", Map.of("roles", List.of("reader"))))
                        .grants())
                .containsExactly(READER);
        assertThat(holder("scp", Map.of("scp", "openid  reader bellhop.act")).grants())
                .containsExactly(READER, new Grant(EnumSet.of(Right.ACT), Set.of()));
        // A name with slashes is a name, if there is one.
        assertThat(holder("https://example.org/roles", Map.of("https://example.org/roles", List.of("reader")))
                        .grants())
                .containsExactly(READER);
    }

    @Test
    void a_claim_that_is_no_list_of_names_gives_nothing() {
        for (Map<String, ?> claims : List.<Map<String, ?>>of(
                Map.of(),
                Map.of("roles", 7),
                Map.of("roles", true),
                Map.of("roles", Map.of("reader", true)),
                Map.of("roles", List.of(1, List.of("reader"), Map.of("reader", 1))),
                Map.of("other", List.of("reader")))) {
            assertThat(holder("roles", claims).grants()).as(claims.toString()).isEmpty();
            assertThat(holder("roles/reader", claims).grants())
                    .as(claims.toString())
                    .isEmpty();
        }
    }

    @Test
    void the_name_is_readable_and_nobody_else_has_it() {
        assertThat(name(Map.of("sub", "s", "preferred_username", "ann@example.org", "azp", "app")))
                .isEqualTo("ann@example.org/s");
        assertThat(name(Map.of("sub", "s", "azp", "app", "client_id", "c"))).isEqualTo("app/s");
        assertThat(name(Map.of("sub", "s", "appid", "app"))).isEqualTo("app/s");
        assertThat(name(Map.of("sub", "s"))).isEqualTo("s");
        assertThat(name(Map.of("sub", "c", "client_id", "c"))).isEqualTo("c");
        assertThat(name(Map.of("client_id", "c"))).isEqualTo("c");
    }

    @Test
    void a_name_can_neither_end_a_line_nor_pass_for_another() {
        assertThat(name(Map.of("sub", "a b", "azp", "x/y\ncaller=owner"))).isEqualTo("x%2Fy%0Acaller%3Downer/a%20b");
        assertThat(name(Map.of("sub", "s".repeat(1_000)))).hasSize(TokenClaims.NAME_LENGTH_MAX);
    }

    @Test
    void who_has_no_name_is_nobody() {
        for (Map<String, ?> claims :
                List.<Map<String, ?>>of(Map.of(), Map.of("sub", ""), Map.of("sub", 7), Map.of("azp", List.of("a")))) {
            assertThat(new TokenClaims("roles", ROLES).holder(claims)).isEmpty();
        }
    }

    private static String name(Map<String, ?> claims) {
        return new TokenClaims("roles", ROLES).holder(claims).orElseThrow().name();
    }

    private static TokenHolder holder(String rolesClaim, Map<String, ?> claims) {
        Map<String, Object> all = new java.util.HashMap<>(claims);
        all.put("sub", "somebody");
        return new TokenClaims(rolesClaim, ROLES).holder(all).orElseThrow();
    }
}
