package dev.bellhop.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.ContentTokens.Worth;
import dev.bellhop.testing.SeededRandom;
import dev.bellhop.testing.SettableTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTokensTest {

    private static final String PATH = "/sources/inbox/files/a%20b.pdf?version=5-1";

    private final SettableTime time = new SettableTime();
    private final ContentTokens tokens = tokens(1, Duration.ofDays(7));

    @Test
    void what_was_signed_is_right() {
        assertThat(check(tokens, PATH, tokens.signed(PATH))).isEqualTo(Worth.RIGHT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sources/inbox/files/a%20b.pdf?version=5-2",
                "/sources/inbox/files/a%20b.pdf?version=",
                "/sources/inbox/files/a%20c.pdf?version=5-1",
                "/sources/other/files/a%20b.pdf?version=5-1",
                "/sources/inbox/files/a b.pdf?version=5-1"
            })
    void a_token_is_for_one_version_of_one_file(String other) {
        assertThat(check(tokens, other, tokens.signed(PATH))).isEqualTo(Worth.WRONG);
    }

    @Test
    void nobody_prolongs_a_token() {
        String token = parameter(tokens.signed(PATH), "token");
        String expires = parameter(tokens.signed(PATH), "expires");
        String later = Long.toString(Long.parseLong(expires) + 86_400);
        assertThat(tokens.check(PATH, later, token)).isEqualTo(Worth.WRONG);
        for (String odd : new String[] {"", "-1", "x", "0" + expires, expires + "0", "9".repeat(30), " " + expires}) {
            assertThat(tokens.check(PATH, odd, token)).as(odd).isEqualTo(Worth.WRONG);
        }
        assertThat(tokens.check(PATH, null, token)).isEqualTo(Worth.WRONG);
        assertThat(tokens.check(PATH, expires, token.substring(1))).isEqualTo(Worth.WRONG);
        assertThat(tokens.check(PATH, expires, "")).isEqualTo(Worth.WRONG);
    }

    @Test
    void a_token_is_good_for_its_age_and_the_rest_of_the_day() {
        time.set(Instant.parse("2026-11-20T23:59:59.999Z"));
        String link = tokens.signed(PATH);

        time.set(Instant.parse("2026-11-27T23:59:59.999Z"));
        assertThat(check(tokens, PATH, link)).isEqualTo(Worth.RIGHT);
        time.set(Instant.parse("2026-11-28T00:00:00Z"));
        assertThat(check(tokens, PATH, link)).isEqualTo(Worth.EXPIRED);
    }

    @Test
    void a_link_is_the_same_all_day() {
        time.set(Instant.parse("2026-11-20T00:00:00Z"));
        String morning = tokens.signed(PATH);
        time.set(Instant.parse("2026-11-20T23:59:59Z"));
        assertThat(tokens.signed(PATH)).isEqualTo(morning);
        time.set(Instant.parse("2026-11-21T00:00:00Z"));
        assertThat(tokens.signed(PATH)).isNotEqualTo(morning);
    }

    @Test
    void another_key_makes_other_tokens() {
        assertThat(check(tokens(2, Duration.ofDays(7)), PATH, tokens.signed(PATH)))
                .isEqualTo(Worth.WRONG);
    }

    @Test
    void a_link_of_a_former_key_stays_good_and_new_ones_are_of_the_current_key() {
        byte[] current = key(2);
        Vault changed = new Vault(current, List.of(key(1)), SeededRandom.of(1));
        ContentTokens after = new ContentTokens(changed, time, Duration.ofDays(7));
        assertThat(check(after, PATH, tokens.signed(PATH))).isEqualTo(Worth.RIGHT);
        assertThat(after.signed(PATH)).isEqualTo(tokens(2, Duration.ofDays(7)).signed(PATH));
    }

    @Test
    void without_an_age_links_are_plain() {
        assertThat(tokens(1, Duration.ZERO).signed(PATH)).isEqualTo(PATH);
    }

    private static Worth check(ContentTokens tokens, String path, String link) {
        return tokens.check(path, parameter(link, "expires"), parameter(link, "token"));
    }

    private static String parameter(String link, String name) {
        return link.replaceAll(".*[?&]" + name + "=([^&]*).*", "$1");
    }

    private ContentTokens tokens(int key, Duration age) {
        return new ContentTokens(new Vault(key(key), SeededRandom.of(1)), time, age);
    }

    private static byte[] key(int number) {
        byte[] bytes = new byte[Vault.KEY_BYTES];
        bytes[0] = (byte) number;
        return bytes;
    }
}
