package dev.bellhop.event.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.event.EventData;
import dev.bellhop.testing.SeededRandom;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Nobody can write a filter, or publish data, that makes anything throw. */
class FilterFuzzTest {

    private static final List<String> PIECES = List.of(
            "type",
            "data",
            "data.total",
            "data['odd name']",
            "data.items[0].sku",
            "[",
            "]",
            ".",
            "(",
            ")",
            ",",
            "=",
            "!=",
            "<>",
            "<",
            ">=",
            "AND",
            "OR",
            "XOR",
            "NOT",
            "LIKE",
            "IN",
            "EXISTS",
            "TRUE",
            "false",
            "'a%_'",
            "\"b\"",
            "'",
            "\"",
            "\\",
            "1",
            "-2.5",
            "LOWER(",
            "LENGTH(id)",
            "time",
            "IS NULL",
            "\u0000",
            "\ud83d",
            "😀",
            "ß",
            "\n",
            "999999999999999999999999999",
            "--",
            "/*");

    private static final List<String> VALID = List.of(
            "type = 'order.placed' AND (data.total > 100 OR data['odd name'] IN ('a', \"b\", 3))",
            "NOT subject LIKE 'a\\_b%\\\\c' XOR EXISTS data.items[12].sku AND time >= '2026-11-20T10:15:30Z'",
            "LENGTH(LOWER(subject)) != -5.25 OR id NOT IN (TRUE, 'it''s') AND data.a.b[0][1]['x'] <= +7");

    @Test
    void words_in_any_order_are_a_filter_or_not() {
        SeededRandom.check(20_000, random -> {
            StringBuilder text = new StringBuilder();
            int count = random.nextInt(14);
            for (int piece = 0; piece < count; piece++) {
                text.append(PIECES.get(random.nextInt(PIECES.size()))).append(random.nextBoolean() ? " " : "");
            }
            assertSound(text.toString());
        });
    }

    @Test
    void any_characters_are_a_filter_or_not() {
        SeededRandom.check(5_000, random -> {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(60), 0, 0x180).forEach(character -> text.append((char) character));
            assertSound(text.toString());
        });
    }

    @Test
    void damaged_filters_are_a_filter_or_not() {
        SeededRandom.check(20_000, random -> assertSound(damaged(VALID.get(random.nextInt(VALID.size())), random)));
    }

    @Test
    void damaged_data_can_be_asked_anything() {
        EventFilter filter = FilterSamples.filter(
                "NOT (data.no = 1 AND data.items[1].count > 2 OR data.customer.name LIKE '%e%' AND data.twice.new = 2"
                        + " OR EXISTS data.huge AND data > data.big OR LOWER(data['odd name']) IN ('x', 5))");
        SeededRandom.check(5_000, random -> {
            String json = damaged(FilterSamples.ORDER, random);
            assertThat(filter.matches(FilterSamples.event(new EventData(json, false))))
                    .isIn(true, false);
        });
    }

    @Test
    void the_longest_filters_of_one_kind_are_read_too() {
        for (String piece : PIECES) {
            assertSound(piece.repeat(FilterLimits.TEXT_LENGTH_MAX / piece.length()));
            assertSound((piece + ' ').repeat(FilterLimits.TEXT_LENGTH_MAX / (piece.length() + 1)));
        }
    }

    private static void assertSound(String text) {
        switch (EventFilter.parse(text)) {
            case EventFilter.Invalid invalid -> {
                assertThat(invalid.problem()).isNotBlank().hasSizeLessThan(400);
                assertThat(invalid.column()).isBetween(1, text.length() + 1);
            }
            case EventFilter.Parsed(EventFilter filter) -> {
                assertThat(filter.matches(FilterSamples.order())).isIn(true, false);
                assertThat(FilterSamples.filter(filter.toString())).isEqualTo(filter);
            }
        }
    }

    private static String damaged(String valid, RandomGenerator random) {
        StringBuilder text = new StringBuilder(valid);
        int damages = 1 + random.nextInt(4);
        for (int damage = 0; damage < damages && !text.isEmpty(); damage++) {
            int from = random.nextInt(text.length());
            int to = Math.min(text.length(), from + random.nextInt(6));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(from, to);
                case 1 -> text.insert(from, text.substring(from, to));
                case 2 -> text.insert(from, PIECES.get(random.nextInt(PIECES.size())));
                default -> text.setCharAt(from, (char) random.nextInt(0x100));
            }
        }
        return text.toString();
    }
}
