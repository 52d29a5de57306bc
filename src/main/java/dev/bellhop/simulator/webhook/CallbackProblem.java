package dev.bellhop.simulator.webhook;

/** What is wrong with a request that arrived where callbacks are expected, and how engines answer it. */
public enum CallbackProblem {
    NO_SIGNATURE(401, "DirectApiAuthorizationRequired", "the URL has no sig"),
    CHANGED_SIGNATURE(401, "AuthorizationFailed", "the sig is not the one that was given out"),
    CHANGED_TARGET(
            401, "AuthorizationFailed", "the sig is right, but path and query are not byte for byte the ones given"),
    UNKNOWN_TARGET(401, "AuthorizationFailed", "no such URL was given out"),
    SECOND_AUTHORIZATION(
            401,
            "DirectApiRequestHasMoreThanOneAuthorization",
            "there is an Authorization header beside the URL's own signature"),
    WRONG_METHOD(405, "TriggerRequestMethodNotValid", "callbacks are sent with POST"),
    TAKEN_BACK(404, "WorkflowTriggerNotFound", "the URL was taken back"),
    USED(404, "WorkflowRunActionNotWaiting", "the URL was good for one call, and was called already"),
    TOO_LARGE(413, "RequestEntityTooLarge", "no message may be larger than 100 MB"),
    QUEUE_FULL(429, "WorkflowRunsQueueFull", "too many callbacks are waiting");

    private final int status;
    private final String code;
    private final String text;

    CallbackProblem(int status, String code, String text) {
        this.status = status;
        this.code = code;
        this.text = text;
    }

    /** Whether the sender did not keep to the URL as it was given, or to how it must be called. */
    public boolean isWrongCall() {
        return switch (this) {
            case NO_SIGNATURE,
                    CHANGED_SIGNATURE,
                    CHANGED_TARGET,
                    UNKNOWN_TARGET,
                    SECOND_AUTHORIZATION,
                    WRONG_METHOD,
                    TOO_LARGE -> true;
            case TAKEN_BACK, USED, QUEUE_FULL -> false;
        };
    }

    public int status() {
        return status;
    }

    /** The body of the answer, as engines write their errors. */
    String json() {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + text + "\"}}";
    }

    @Override
    public String toString() {
        return text;
    }
}
