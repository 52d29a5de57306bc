package dev.bellhop.simulator.check.report;

import dev.bellhop.simulator.Screen;
import dev.bellhop.simulator.Tone;
import dev.bellhop.simulator.check.Verdict;
import dev.bellhop.simulator.check.rule.Finding;
import dev.bellhop.simulator.check.rule.Level;
import dev.bellhop.simulator.check.rule.Result;
import java.util.Locale;

/** The verdict for people: one line for each rule, and for what is broken also what is demanded. */
public final class TextReport {

    private static final String INDENT = " ".repeat(8);

    private TextReport() {}

    public static void show(Verdict verdict, Screen screen) {
        screen.line(Tone.TITLE, "Check of the " + verdict.kind() + " at " + verdict.url());
        verdict.findings().forEach(finding -> show(finding, screen));
        screen.line(verdict.isFine() ? Tone.GOOD : Tone.BAD, sum(verdict));
    }

    private static void show(Finding finding, Screen screen) {
        String id = String.format(Locale.ROOT, "%-24s ", finding.rule().id());
        switch (finding.result()) {
            case KEPT -> screen.line(Tone.GOOD, "  ok    " + id + finding.rule().title());
            case NOT_SEEN -> screen.line(Tone.FAINT, "  –     " + id + "not seen: " + finding.seen());
            case BROKEN -> {
                boolean breach = finding.rule().level() == Level.BREACH;
                Tone tone = breach ? Tone.BAD : Tone.WARNING;
                screen.line(
                        tone,
                        (breach ? "  FAIL  " : "  hint  ") + id + finding.rule().title());
                screen.line(tone, INDENT + "seen:     " + finding.seen());
                screen.line(Tone.PLAIN, INDENT + "demanded: " + finding.rule().demand());
                screen.line(Tone.FAINT, INDENT + "see:      " + finding.rule().source());
            }
        }
    }

    private static String sum(Verdict verdict) {
        if (verdict.isUnreachable()) {
            return "Nobody answered: nothing could be checked.";
        }
        return verdict.count(Result.KEPT) + " kept, " + verdict.broken(Level.BREACH) + " broken, "
                + verdict.broken(Level.ADVICE) + " hints, " + verdict.count(Result.NOT_SEEN) + " not seen, "
                + verdict.requests() + " requests: "
                + (verdict.isFine() ? "engines get along with it." : "engines stumble over it.");
    }
}
