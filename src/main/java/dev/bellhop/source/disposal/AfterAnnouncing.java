package dev.bellhop.source.disposal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of files after they were announced, and when. */
public record AfterAnnouncing(Action action, Patience patience) {

    public static final Duration DELAY = Duration.ofMinutes(1);

    /** They stay. */
    public static final AfterAnnouncing LEAVE = new AfterAnnouncing(new Action.Leave(), new Patience(DELAY, null));

    /** Whether they stay. */
    boolean leaves() {
        return action instanceof Action.Leave;
    }

    /** What becomes of a file. */
    public sealed interface Action {

        /** It stays. */
        record Leave() implements Action {}

        /** It is moved to the same path below another folder of the same file store. */
        record Move(Path to) implements Action {}

        /** It is deleted. */
        record Delete() implements Action {}
    }

    /**
     * When it does.
     *
     * @param delay the least time after the announcement: a workflow reads the content after it got the event
     * @param age the time after which nobody is waited for; for ever if there is none
     */
    public record Patience(Duration delay, @Nullable Duration age) {

        /** Pure. A clock that was set back makes it wait. */
        boolean isOver(Instant announced, boolean settled, Instant now) {
            Duration since = Duration.between(announced, now);
            return (settled && since.compareTo(delay) >= 0) || (age != null && since.compareTo(age) >= 0);
        }
    }
}
