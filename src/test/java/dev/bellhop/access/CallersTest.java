package dev.bellhop.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.Caller.Anonymous;
import dev.bellhop.access.Caller.KeyHolder;
import dev.bellhop.access.Caller.Local;
import dev.bellhop.access.Callers.ApiKey;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CallersTest {

    private static final KeyHolder FLOW = new KeyHolder("flow", Set.of(Right.POLL), Set.of("inbox"));
    private static final KeyHolder ADMIN = new KeyHolder("admin", EnumSet.allOf(Right.class), Set.of());
    private static final Callers CALLERS = new Callers(List.of(
            new ApiKey(Callers.sha256("key-of-the-flow"), FLOW), new ApiKey(Callers.sha256("key-of-admin"), ADMIN)));

    @Test
    void a_key_tells_who_its_holder_is() {
        assertThat(CALLERS.isLocalMode()).isFalse();
        assertThat(CALLERS.identify("key-of-the-flow")).isEqualTo(FLOW);
        assertThat(CALLERS.identify("key-of-admin")).isEqualTo(ADMIN);
    }

    @ParameterizedTest
    @CsvSource({"''", "key-of-the-flo", "'key-of-the-flow '", "KEY-OF-THE-FLOW", "other", ","})
    void any_other_key_and_none_are_nobody(String key) {
        assertThat(CALLERS.identify(key)).isEqualTo(new Anonymous());
    }

    @Test
    void the_hash_itself_is_no_key() {
        assertThat(CALLERS.identify(HexFormat.of().formatHex(Callers.sha256("key-of-admin"))))
                .isEqualTo(new Anonymous());
    }

    @Test
    void without_keys_everybody_is_local() {
        Callers local = new Callers(List.of());
        assertThat(local.isLocalMode()).isTrue();
        assertThat(local.identify(null)).isEqualTo(new Local());
        assertThat(local.identify("anything")).isEqualTo(new Local());
    }

    @Test
    void where_bearer_tokens_are_taken_nobody_is_local_even_without_a_key() {
        Callers callers = new Callers(List.of(), hash -> Optional.empty(), true);
        assertThat(callers.isLocalMode()).isFalse();
        assertThat(callers.takesTokens()).isTrue();
        assertThat(callers.identify(null)).isEqualTo(new Anonymous());
        assertThat(callers.identify("anything")).isEqualTo(new Anonymous());
        assertThat(CALLERS.takesTokens()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Right.class)
    void nobody_may_do_nothing_and_a_local_caller_everything(Right right) {
        assertThat(new Anonymous().may(right)).isFalse();
        assertThat(new Anonymous().may(right, "inbox")).isFalse();
        assertThat(new Local().may(right)).isTrue();
        assertThat(new Local().may(right, "inbox")).isTrue();
        assertThat(ADMIN.may(right)).isTrue();
        assertThat(ADMIN.may(right, "anything")).isTrue();
    }

    @Test
    void a_key_is_good_for_its_rights_and_its_sources_only() {
        assertThat(FLOW.may(Right.POLL, "inbox")).isTrue();
        assertThat(FLOW.may(Right.POLL, "orders")).isFalse();
        assertThat(FLOW.may(Right.PUBLISH, "inbox")).isFalse();
        assertThat(FLOW.may(Right.POLL)).as("not everywhere").isFalse();
    }
}
