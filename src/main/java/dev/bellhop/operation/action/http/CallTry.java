package dev.bellhop.operation.action.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of one request; exactly one of status and failure counts.
 *
 * @param status of the answer; 0 if there was none
 * @param headers of the answer, by names in lower case; none if it is not the last one
 * @param body see {@link CallBody.Read}; none if it is not the last one
 * @param retryAfterSeconds when the other side wants to be asked again; {@code null} if it did not say
 * @param next where to ask for the result; {@code null} if this is it
 * @param failure why there was no answer that can be used
 * @param failureCode of it
 * @param again whether to try again may help
 */
public record CallTry(
        int status,
        Map<String, String> headers,
        @Nullable Object body,
        @Nullable String encoding,
        @Nullable Long retryAfterSeconds,
        @Nullable String next,
        @Nullable String failure,
        @Nullable String failureCode,
        boolean again) {

    static CallTry failed(String code, String reason, boolean again) {
        return new CallTry(0, Map.of(), null, null, null, null, reason, code, again);
    }
}
