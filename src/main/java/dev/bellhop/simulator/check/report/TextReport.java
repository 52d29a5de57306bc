package dev.bellhop.simulator.check.report;

import dev.bellhop.simulator.Screen;
import dev.bellhop.simulator.Tone;
import dev.bellhop.simulator.check.Verdict;
import dev.bellhop.simulator.check.rule.Finding;
import dev.bellhop.simulator.check.rule.Level;
import dev.bellhop.simulator.check.rule.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The verdict for people: one line for each rule that was seen, and for what is broken also what is demanded. */
public final class TextReport {

    private static final String INDENT = " ".repeat(8);

    private TextReport() {}

    public static void show(Verdict verdict, Screen screen) {
        screen.line(Tone.TITLE, "Check of the " + verdict.kind() + " at " + verdict.url());
        verdict.findings().forEach(finding -> show(finding, screen));
        unseen(verdict)
                .forEach((why, rules) ->
                        screen.line(Tone.FAINT, "  –     not seen, " + why + ": " + String.join(", ", rules)));
        screen.line(verdict.isFine() ? Tone.GOOD : Tone.BAD, sum(verdict));
    }

    private static void show(Finding finding, Screen screen) {
        String line = String.format(
                Locale.ROOT, "%-25s %s", finding.rule().id(), finding.rule().title());
        switch (finding.result()) {
            case KEPT -> screen.line(Tone.GOOD, "  ok    " + line);
            case BROKEN -> {
                boolean breach = finding.rule().level() == Level.BREACH;
                Tone tone = breach ? Tone.BAD : Tone.WARNING;
                screen.line(tone, (breach ? "  FAIL  " : "  hint  ") + line);
                screen.line(tone, INDENT + "seen:     " + finding.seen());
                screen.line(Tone.PLAIN, INDENT + "demanded: " + finding.rule().demand());
                screen.line(Tone.FAINT, INDENT + "see:      " + finding.rule().source());
            }
            case NOT_SEEN -> {}
        }
    }

    /** By reason: when a first request fails, most have the same. */
    private static Map<String, List<String>> unseen(Verdict verdict) {
        return verdict.findings().stream()
                .filter(finding -> finding.result() == Result.NOT_SEEN)
                .collect(Collectors.groupingBy(
                        Finding::seen,
                        LinkedHashMap::new,
                        Collectors.mapping(finding -> finding.rule().id(), Collectors.toList())));
    }

    private static String sum(Verdict verdict) {
        if (verdict.isUnreachable()) {
            return "Nobody answered: nothing could be checked.";
        }
        return verdict.count(Result.KEPT) + " kept, " + verdict.broken(Level.BREACH) + " broken, "
                + count(verdict.broken(Level.ADVICE), "hint") + ", " + verdict.count(Result.NOT_SEEN) + " not seen, "
                + count(verdict.requests(), "request") + ": "
                + (verdict.isFine() ? "engines get along with it." : "engines stumble over it.");
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
