package dev.bellhop.simulator.check.report;

import dev.bellhop.simulator.check.Verdict;
import dev.bellhop.simulator.check.rule.Finding;
import dev.bellhop.simulator.check.rule.Level;
import dev.bellhop.simulator.check.rule.Result;

/**
 * The verdict for continuous integration: one test case for each rule. What is broken but only advised passes, with its
 * words in the output, because a build must not fail for it.
 */
public final class JunitReport {

    private JunitReport() {}

    public static String of(Verdict verdict) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuite name=\"")
                .append(escaped("bellhop check " + verdict.kind() + ' ' + verdict.url()))
                .append("\" tests=\"")
                .append(verdict.findings().size())
                .append("\" failures=\"")
                .append(verdict.broken(Level.BREACH))
                .append("\" errors=\"0\" skipped=\"")
                .append(verdict.count(Result.NOT_SEEN))
                .append("\">\n");
        verdict.findings().forEach(finding -> xml.append(testcase(verdict.kind(), finding)));
        return xml.append("</testsuite>\n").toString();
    }

    private static String testcase(String kind, Finding finding) {
        return "  <testcase classname=\"bellhop.check." + escaped(kind) + "\" name=\""
                + escaped(finding.rule().id()) + "\">" + inside(finding) + "</testcase>\n";
    }

    private static String inside(Finding finding) {
        String demanded = "\ndemanded: " + finding.rule().demand() + "\nsee: "
                + finding.rule().source();
        return switch (finding.result()) {
            case KEPT -> "";
            case NOT_SEEN -> "<skipped message=\"" + escaped(finding.seen()) + "\"/>";
            case BROKEN ->
                switch (finding.rule().level()) {
                    case BREACH ->
                        "<failure type=\"breach\" message=\""
                                + escaped(finding.rule().title()) + "\">"
                                + escaped("seen: " + finding.seen() + demanded) + "</failure>";
                    case ADVICE ->
                        "<system-out>" + escaped("advice, seen: " + finding.seen() + demanded) + "</system-out>";
                };
        };
    }

    /** Findings hold no control characters, so that this is all that XML needs. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\n", "&#10;");
    }
}
