package dev.bellhop.api.durable;

import dev.bellhop.operation.Operation;
import dev.bellhop.operation.store.OperationChoice;
import dev.bellhop.operation.store.Place;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The place of the next page, as it stands in a header; pure. */
final class ContinuationToken {

    static final String HEADER = "x-ms-continuation-token";

    private ContinuationToken() {}

    static String write(Operation last, OperationChoice which) {
        byte[] text = Place.of(last, which).text().getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    static Place read(String token, OperationChoice which) {
        return text(token)
                .flatMap(text -> Place.parse(text, which.idPrefix() != null))
                .orElseThrow(() -> Fault.badRequest("The header " + HEADER
                                + " is none that this service gave out for such a list. Send it as it was received, with the"
                                + " same parameters; to begin anew, leave it out.")
                        .stop());
    }

    private static Optional<String> text(String token) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }
}
