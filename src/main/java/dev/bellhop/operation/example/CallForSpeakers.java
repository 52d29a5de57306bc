package dev.bellhop.operation.example;

import dev.bellhop.operation.Action;
import dev.bellhop.operation.OperationContext;
import dev.bellhop.operation.json.Described;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code call-for-speakers}: a proposed talk on its way through three stages. Each waits for the word of people, which
 * comes as an event of the stage's name; the first rejection ends it. A rejected talk is a result, not a failure: the
 * review did what it is for.
 */
public final class CallForSpeakers implements Action<CallForSpeakers.Proposal, CallForSpeakers.Review> {

    /** In this order; the names of the events, too. */
    static final List<String> STAGES = List.of("Moderation", "Shortlisting", "Selection");

    private static final Duration STAGE_MAX = Duration.ofDays(30);

    /** What a speaker proposes. */
    public record Proposal(
            Speaker speaker,
            @Described("Title of the talk") String title,
            @Described("What it is about") String description,
            @Described("Track of the conference") @Nullable String track) {
        public Proposal {
            if (title.isBlank()) {
                throw new IllegalArgumentException("has a title that is blank");
            }
        }
    }

    public record Speaker(
            String name,
            String email,
            @Nullable String bio,
            @Nullable String country) {}

    /** The word of those who decide on a stage. */
    public record Verdict(boolean approved, @Nullable String comment) {}

    /** What became of the proposal. */
    public record Review(
            String title,
            boolean approved,
            @Described("The last stage it came to") String stage,

            @Described("What was said of it there") @Nullable
            String comment) {}

    @Override
    public String name() {
        return "call-for-speakers";
    }

    @Override
    public String title() {
        return "Propose a talk";
    }

    @Override
    public Class<Proposal> inputType() {
        return Proposal.class;
    }

    @Override
    public Class<Review> outputType() {
        return Review.class;
    }

    @Override
    public Duration timeLimit() {
        return STAGE_MAX.multipliedBy(STAGES.size());
    }

    @Override
    public Uni<Review> run(OperationContext operation, Proposal proposal) {
        return from(0, operation, proposal);
    }

    private static Uni<Review> from(int stage, OperationContext operation, Proposal proposal) {
        String name = STAGES.get(stage);
        operation.progress(name);
        return operation.awaitEvent(name, Verdict.class, STAGE_MAX).flatMap(verdict -> {
            if (verdict.approved() && stage + 1 < STAGES.size()) {
                return from(stage + 1, operation, proposal);
            }
            operation.progress(verdict.approved() ? "Approved" : "Rejected");
            return Uni.createFrom().item(new Review(proposal.title(), verdict.approved(), name, verdict.comment()));
        });
    }
}
