package dev.bellhop.simulator.check.rule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was noted about each rule while judging; one breach outweighs any number of times that a rule was kept. */
public final class Notes {

    private final Map<String, Finding> findings = new HashMap<>();

    /** Notes one case that the rule speaks about. */
    public void judge(Rule rule, boolean kept, String seen) {
        note(new Finding(rule, kept ? Result.KEPT : Result.BROKEN, seen));
    }

    /** Notes why the rule could not be observed; a case that was observed outweighs it. */
    public void unseen(Rule rule, String why) {
        note(new Finding(rule, Result.NOT_SEEN, why));
    }

    private void note(Finding finding) {
        findings.merge(finding.rule().id(), finding, (old, now) -> weight(now) > weight(old) ? now : old);
    }

    private static int weight(Finding finding) {
        return switch (finding.result()) {
            case NOT_SEEN -> 0;
            case KEPT -> 1;
            case BROKEN -> 2;
        };
    }

    /**
     * One finding for each rule, in their order.
     *
     * @param otherwise why a rule was not seen that nothing was noted about
     */
    public List<Finding> findings(List<Rule> rules, String otherwise) {
        return rules.stream()
                .map(rule -> {
                    Finding noted = findings.getOrDefault(rule.id(), new Finding(rule, Result.NOT_SEEN, otherwise));
                    return new Finding(rule, noted.result(), noted.seen());
                })
                .toList();
    }
}
