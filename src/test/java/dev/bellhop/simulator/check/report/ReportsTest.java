package dev.bellhop.simulator.check.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellhop.simulator.RecordedScreen;
import dev.bellhop.simulator.check.Verdict;
import dev.bellhop.simulator.check.rule.AnswerRules;
import dev.bellhop.simulator.check.rule.Finding;
import dev.bellhop.simulator.check.rule.PollRules;
import dev.bellhop.simulator.check.rule.Result;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ReportsTest {

    private static final Verdict VERDICT = new Verdict(
            "poll",
            "https://service.example/poll?code=geheim&a=<\"b\">",
            List.of(
                    new Finding(AnswerRules.REACHABLE, Result.KEPT, "GET → 202"),
                    new Finding(AnswerRules.LOCATION_PORT, Result.BROKEN, "Location <a href=\"x\">&amp;\n\u0001 ]]>"),
                    new Finding(PollRules.BACKLOG_HURRIES, Result.BROKEN, "Retry-After 15"),
                    new Finding(PollRules.NO_ITEM_LOST, Result.NOT_SEEN, "nothing arrived; give --feed")),
            17);

    private static final Verdict UNREACHABLE = new Verdict(
            "action",
            "https://nowhere.example/",
            List.of(new Finding(AnswerRules.REACHABLE, Result.BROKEN, "no answer (unknown host)")),
            1);

    @Test
    void text_says_what_was_seen_and_what_is_demanded() {
        RecordedScreen screen = new RecordedScreen();
        TextReport.show(VERDICT, screen);
        assertThat(screen.lines().getFirst())
                .isEqualTo("Check of the poll at https://service.example/poll?code=***&a=<\"b\">");
        assertThat(screen.text())
                .contains("ok    reachable", "FAIL  location-port", "hint  backlog-hurries")
                .contains("seen:     Location <a href")
                .contains("demanded: " + AnswerRules.LOCATION_PORT.demand())
                .contains("see:      " + AnswerRules.LOCATION_PORT.source())
                .contains("–     not seen, nothing arrived; give --feed: no-item-lost")
                .doesNotContain("geheim");
        assertThat(screen.lines().getLast())
                .isEqualTo("1 kept, 1 broken, 1 hint, 1 not seen, 17 requests: engines stumble over it.");
    }

    @Test
    void text_of_an_unreachable_service_says_so() {
        RecordedScreen screen = new RecordedScreen();
        TextReport.show(UNREACHABLE, screen);
        assertThat(screen.lines().getLast()).isEqualTo("Nobody answered: nothing could be checked.");
    }

    @Test
    void json_has_its_fields() throws Exception {
        JsonNode report = new ObjectMapper().readTree(JsonReport.of(VERDICT));
        assertThat(report.fieldNames())
                .toIterable()
                .containsExactly("kind", "url", "fine", "reachable", "requests", "counts", "findings");
        assertThat(report.path("fine").booleanValue()).isFalse();
        assertThat(report.path("reachable").booleanValue()).isTrue();
        assertThat(report.path("counts").toString())
                .isEqualTo("{\"kept\":1,\"breaches\":1,\"advice\":1,\"notSeen\":1}");
        JsonNode finding = report.path("findings").path(1);
        assertThat(finding.fieldNames())
                .toIterable()
                .containsExactly("rule", "title", "level", "result", "seen", "demanded", "source");
        assertThat(finding.path("rule").asText()).isEqualTo("location-port");
        assertThat(finding.path("level").asText()).isEqualTo("breach");
        assertThat(finding.path("result").asText()).isEqualTo("broken");
    }

    @Test
    void junit_has_a_test_case_for_each_rule() throws Exception {
        Element suite = parsed(JunitReport.of(VERDICT)).getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("4");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(4);
        assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(suite.getElementsByTagName("skipped").getLength()).isEqualTo(1);
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(((Element) failure.getParentNode()).getAttribute("name")).isEqualTo("location-port");
        assertThat(failure.getTextContent())
                .contains("seen: Location <a href=\"x\">&amp;  ]]>", AnswerRules.LOCATION_PORT.demand());
        assertThat(suite.getElementsByTagName("system-out").item(0).getTextContent())
                .contains("Retry-After 15");
    }

    private static Document parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}
