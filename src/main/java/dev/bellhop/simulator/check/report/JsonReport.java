package dev.bellhop.simulator.check.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellhop.simulator.check.Verdict;
import dev.bellhop.simulator.check.rule.Finding;
import dev.bellhop.simulator.check.rule.Level;
import dev.bellhop.simulator.check.rule.Result;
import java.util.Locale;

/** The verdict for machines. Fields are added, never renamed. */
public final class JsonReport {

    private JsonReport() {}

    public static String of(Verdict verdict) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("kind", verdict.kind());
        report.put("url", verdict.url());
        report.put("fine", verdict.isFine());
        report.put("reachable", !verdict.isUnreachable());
        report.put("requests", verdict.requests());
        report.putObject("counts")
                .put("kept", verdict.count(Result.KEPT))
                .put("breaches", verdict.broken(Level.BREACH))
                .put("advice", verdict.broken(Level.ADVICE))
                .put("notSeen", verdict.count(Result.NOT_SEEN));
        var findings = report.putArray("findings");
        verdict.findings().forEach(finding -> findings.add(node(finding)));
        return report.toPrettyString();
    }

    private static ObjectNode node(Finding finding) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("rule", finding.rule().id())
                .put("title", finding.rule().title())
                .put("level", finding.rule().level().name().toLowerCase(Locale.ROOT))
                .put("result", result(finding.result()))
                .put("seen", finding.seen())
                .put("demanded", finding.rule().demand())
                .put("source", finding.rule().source());
    }

    private static String result(Result result) {
        return switch (result) {
            case KEPT -> "kept";
            case BROKEN -> "broken";
            case NOT_SEEN -> "notSeen";
        };
    }
}
