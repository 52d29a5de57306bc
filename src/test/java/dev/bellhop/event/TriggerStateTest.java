package dev.bellhop.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.TriggerState.InLog;
import dev.bellhop.event.TriggerState.Since;
import dev.bellhop.testing.SeededRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerStateTest {

    private static final Instant TIME = Instant.parse("2026-11-20T10:15:30.123456Z");
    /** Everything a state is made of, and what careless programs make of it. */
    private static final String ALPHABET = "0123456789~-:.TZtz+ abk\u00e9\u0663\ud800\u0000%";

    @Test
    void a_place_in_a_log_is_written_as_the_design_shows_it() {
        assertThat(new InLog(TIME, "k3f9", 42)).hasToString("2026-11-20T10:15:30.123456Z~k3f9~42");
        assertThat(new Since(TIME)).hasToString("2026-11-20T10:15:30.123456Z");
    }

    @Test
    void a_state_survives_its_text() {
        SeededRandom.check(500, random -> {
            TriggerState state = random.nextBoolean() ? inLog(random) : new Since(time(random));
            assertThat(TriggerState.parse(state.toString())).contains(state);
            assertThat(state.toString()).hasSizeLessThanOrEqualTo(TriggerState.TEXT_LENGTH_MAX);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T10:15:30Z, 2026-11-20T10:15:30Z",
        "2026-11-20T10:15:30.123456Z, 2026-11-20T10:15:30.123456Z",
        "2026-11-20T10:15:30.123456789Z, 2026-11-20T10:15:30.123456Z",
        "2026-11-20T10:15:30.5Z, 2026-11-20T10:15:30.500Z",
        "2026-11-20T10:15Z, 2026-11-20T10:15:00Z",
        "2026-11-20T10:15:30z, 2026-11-20T10:15:30Z",
        "2026-11-20t10:15:30z, 2026-11-20T10:15:30Z",
        "2026-11-20t10:15:30, 2026-11-20T10:15:30Z",
        "2026-11-20T12:15:30+02:00, 2026-11-20T10:15:30Z",
        "2026-11-20T05:15:30-05:00, 2026-11-20T10:15:30Z",
        "2026-11-20T10:15:30, 2026-11-20T10:15:30Z",
        "2026-11-20T10:15:30.1234567, 2026-11-20T10:15:30.123456Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999999Z",
    })
    void a_plain_time_is_accepted_with_and_without_a_zone(String text, Instant expected) {
        assertThat(TriggerState.parse(text)).contains(new Since(expected));
    }

    @Test
    void the_time_of_a_place_may_be_written_in_every_form_too() {
        assertThat(TriggerState.parse("2026-11-20T11:15:30.123456+01:00~k3f9~42"))
                .contains(new InLog(TIME, "k3f9", 42));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "~",
                "~~",
                "now",
                "42",
                "k3f9~42",
                "2026-11-20",
                "10:15:30",
                "2026-13-20T10:15:30Z",
                "2026-02-30T10:15:30Z",
                "2026-11-20T24:00:00Z",
                "2026-11-20T10:15:61Z",
                "2026-11-20 10:15:30Z",
                "2026-11-20T10:15:30Z ",
                " 2026-11-20T10:15:30Z",
                "2026-11-20T10:15:30Z\n",
                "2026-11-20T10:15:30[Europe/Berlin]",
                "2026-11-20T10:15:30+25:00",
                "-0001-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59-18:00",
                "-999999999-01-01T00:00:00+18:00",
                "2026-11-20T10:15:30.123456Z~",
                "2026-11-20T10:15:30.123456Z~k3f9",
                "2026-11-20T10:15:30.123456Z~k3f9~",
                "2026-11-20T10:15:30.123456Z~~42",
                "~k3f9~42",
                "2026-11-20T10:15:30.123456Z~K3F9~42",
                "2026-11-20T10:15:30.123456Z~k3f9k3f9k3f9k3f9k~42",
                "2026-11-20T10:15:30.123456Z~k3f9~-1",
                "2026-11-20T10:15:30.123456Z~k3f9~042",
                "2026-11-20T10:15:30.123456Z~k3f9~4 2",
                "2026-11-20T10:15:30.123456Z~k3f9~42~",
                "2026-11-20T10:15:30.123456Z~k3f9~42\n",
                "2026-11-20T10:15:30.123456Z~k3f9~9223372036854775808",
                "2026-11-20T10:15:30.123456Z~k3f9~1000000000000000000",
                "2026-11-20T10:15:30.123456Z~k3f9~\u0664\u0662",
                "@{triggerOutputs()}"
            })
    void anything_else_is_no_state(String text) {
        assertThat(TriggerState.parse(text)).isEmpty();
    }

    @Test
    void a_text_that_is_too_long_is_no_state() {
        assertThat(TriggerState.parse("2026-11-20T10:15:30Z".repeat(10_000))).isEmpty();
    }

    @Test
    void whatever_a_caller_sends_nothing_is_thrown_and_what_is_read_can_be_written_and_read_again() {
        SeededRandom.check(3_000, random -> {
            String text = random.nextBoolean()
                    ? noise(random)
                    : damaged(random, inLog(random).toString());
            Optional<TriggerState> read = TriggerState.parse(text);
            read.ifPresent(
                    state -> assertThat(TriggerState.parse(state.toString())).contains(state));
        });
    }

    private static InLog inLog(RandomGenerator random) {
        String logId = Long.toString(random.nextLong(1L << 40), 36);
        return new InLog(time(random), logId, random.nextLong(1_000_000_000_000_000_000L));
    }

    /** Any time of the years 0 to 9999. */
    private static Instant time(RandomGenerator random) {
        long second = random.nextLong(
                Instant.parse("0000-01-01T00:00:00Z").getEpochSecond(),
                Instant.parse("9999-12-31T23:59:59Z").getEpochSecond());
        return Instant.ofEpochSecond(second, random.nextInt(1_000_000) * 1_000L);
    }

    private static String noise(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(120), 0, ALPHABET.length()).forEach(i -> text.append(ALPHABET.charAt(i)));
        return text.toString();
    }

    private static String damaged(RandomGenerator random, String text) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            char any = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.setCharAt(at, any);
                case 1 -> damaged.insert(at, any);
                default -> damaged.deleteCharAt(at);
            }
        }
        return damaged.toString();
    }
}
