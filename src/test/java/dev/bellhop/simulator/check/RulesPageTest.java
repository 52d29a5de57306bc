package dev.bellhop.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.simulator.check.rule.ActionRules;
import dev.bellhop.simulator.check.rule.Level;
import dev.bellhop.simulator.check.rule.PollRules;
import dev.bellhop.simulator.check.rule.Rule;
import dev.bellhop.simulator.check.rule.WebhookRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** The page about the rules lists these rules, in their order, and no others. */
class RulesPageTest {

    static final List<Arguments> KINDS = List.of(
            Arguments.of("poll", PollRules.ALL),
            Arguments.of("action", ActionRules.ALL),
            Arguments.of("webhook", WebhookRules.ALL));

    private static final Path PAGE = Path.of("docs/simulator-rules.md");

    @ParameterizedTest
    @FieldSource("KINDS")
    void the_page_lists_the_rules(String kind, List<Rule> rules) throws IOException {
        String wanted = Stream.concat(
                        Stream.of("<!-- " + kind + " -->", "| rule | what is demanded | |", "|---|---|---|"),
                        Stream.concat(rules.stream().map(RulesPageTest::row), Stream.of("<!-- /" + kind + " -->")))
                .collect(Collectors.joining("\n"));
        assertThat(Files.readString(PAGE))
                .as("%s should hold this table:%n%s", PAGE, wanted)
                .contains(wanted);
    }

    private static String row(Rule rule) {
        String weight = rule.level() == Level.BREACH ? "breach" : "hint";
        return "| `" + rule.id() + "` | " + rule.demand().replace("|", "\\|") + " | " + weight + " |";
    }
}
