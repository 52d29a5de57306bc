package dev.bellhop.outbound;

/**
 * Why an attempt failed.
 *
 * @param status of the answer; 0 if there was none
 * @param reason fit for people, without secrets
 */
public record Failure(Kind kind, int status, String reason) {

    /** What went wrong, for programs. */
    public enum Kind {
        /** The callback answered, but not that it took the event. */
        ANSWER("answer"),
        TIMEOUT("timeout"),
        DNS("dns"),
        TLS("tls"),
        CONNECTION("connection"),
        /** The address is not one that may be posted to. */
        NOT_ALLOWED("not-allowed"),
        /** A defect of Bellhop. */
        INTERNAL("internal");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public static Failure answered(int status) {
        return new Failure(Kind.ANSWER, status, "the callback answered " + status);
    }

    /** There was no answer. */
    public static Failure without(Kind kind, String reason) {
        return new Failure(kind, 0, reason);
    }
}
