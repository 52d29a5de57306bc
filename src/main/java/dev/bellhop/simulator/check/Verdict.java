package dev.bellhop.simulator.check;

import dev.bellhop.simulator.check.rule.AnswerRules;
import dev.bellhop.simulator.check.rule.Finding;
import dev.bellhop.simulator.check.rule.Level;
import dev.bellhop.simulator.check.rule.Result;
import dev.bellhop.simulator.wire.Redaction;
import java.util.List;

/**
 * How a service stands to what is demanded of it.
 *
 * @param kind poll, action or webhook
 * @param url without secrets
 * @param findings one for each rule; a single one if nobody answered
 * @param requests how many were sent to find out
 */
public record Verdict(String kind, String url, List<Finding> findings, long requests) {

    public Verdict {
        url = Redaction.of(url);
        findings = List.copyOf(findings);
    }

    /** Whether nothing is broken that engines stumble over. */
    public boolean isFine() {
        return broken(Level.BREACH) == 0;
    }

    /** Whether nobody answered at all, so that nothing is known about the service. */
    public boolean isUnreachable() {
        return findings.stream()
                .anyMatch(finding -> finding.rule().equals(AnswerRules.REACHABLE) && finding.result() == Result.BROKEN);
    }

    public long broken(Level level) {
        return findings.stream().filter(finding -> finding.isBroken(level)).count();
    }

    public long count(Result result) {
        return findings.stream().filter(finding -> finding.result() == result).count();
    }
}
