package dev.bellhop.journey;

import dev.bellhop.operation.Action;
import dev.bellhop.operation.OperationContext;
import dev.bellhop.operation.OperationFailed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** An extension as its author would write it: a letter that somebody has to sign. */
@Singleton
public final class SignedLetter implements Action<SignedLetter.Letter, SignedLetter.Sent> {

    public record Letter(String to, int pages) {}

    public record Signature(boolean signed, String by) {}

    public record Sent(String to, String signedBy) {}

    @Override
    public String name() {
        return "signed-letter";
    }

    @Override
    public String title() {
        return "Signed letter";
    }

    @Override
    public Class<Letter> inputType() {
        return Letter.class;
    }

    @Override
    public Class<Sent> outputType() {
        return Sent.class;
    }

    @Override
    public Uni<Sent> run(OperationContext operation, Letter letter) {
        operation.progress("signing");
        return operation
                .awaitEvent("signature", Signature.class, Duration.ofDays(7))
                .flatMap(signature -> operation.step("send", Sent.class, () -> send(letter, signature)));
    }

    private static Uni<Sent> send(Letter letter, Signature signature) {
        if (!signature.signed()) {
            throw new OperationFailed("not-signed", signature.by() + " did not sign");
        }
        return Uni.createFrom().item(new Sent(letter.to(), signature.by()));
    }
}
