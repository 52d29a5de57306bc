package dev.bellhop.api.edge;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What went wrong, for the person who reads it (RFC 9457). The {@code type} is stable; the {@code detail} says what to
 * do.
 *
 * @param more further members, such as the names that are known
 */
public record Problem(String type, int status, String title, String detail, Map<String, Object> more) {

    static final String MEDIA_TYPE = "application/problem+json";
    /** What every type begins with. */
    public static final String TYPES = "urn:bellhop:problem:";

    /** Ends the request with this problem. */
    public static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        Stop(Problem problem) {
            super(problem.detail(), null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    public Stop stop() {
        return new Stop(this);
    }

    public static Problem unknownSource(String name, Collection<String> known) {
        return of("unknown-source", 404, "Unknown source", "There is no source " + quoted(name) + ".")
                .with("known", known);
    }

    public static Problem wrongKindOfSource(String name, String what) {
        return of("wrong-kind-of-source", 409, "Wrong kind of source", "The source " + quoted(name) + " " + what);
    }

    public static Problem malformedTriggerState(String state) {
        return of(
                "malformed-trigger-state",
                400,
                "Malformed trigger state",
                "The triggerState " + quoted(state) + " is neither one that Bellhop gave out nor an ISO 8601 time. To"
                        + " start afresh, call the same URL without triggerState, or with startFrom=beginning to get"
                        + " everything that is kept.");
    }

    public static Problem malformedParameter(String name, String value, String wanted) {
        return of(
                        "malformed-parameter",
                        400,
                        "Malformed parameter",
                        "The parameter " + name + "=" + shortened(value) + " is not usable: " + wanted + ".")
                .with("parameter", name);
    }

    /** The column is where the first character of the filter has 1. */
    public static Problem malformedFilter(String problem, int column) {
        return of("malformed-filter", 400, "Malformed filter", problem).with("column", Integer.toString(column));
    }

    public static Problem malformedUrl() {
        return of("malformed-url", 400, "Malformed URL", "The URL has a NUL character (%00) in it.");
    }

    public static Problem malformedBody(String detail) {
        return of("malformed-body", 400, "Malformed body", detail);
    }

    public static Problem malformedEvent(String detail) {
        return of("malformed-event", 400, "Malformed event", detail);
    }

    public static Problem callbackRefused(String reason) {
        return of(
                "callback-refused",
                400,
                "Callback refused",
                "The callbackUrl cannot be used: " + reason + ". Nothing was subscribed.");
    }

    public static Problem handshakeFailed(String reason) {
        return of("handshake-failed", 422, "Handshake failed", reason + " Nothing was subscribed.");
    }

    public static Problem unknownSubscription() {
        return of(
                "unknown-subscription",
                404,
                "Unknown subscription",
                "There is no such subscription, or the token in the URL is not the one it was given.");
    }

    public static Problem subscriptionEnded() {
        return of(
                "subscription-ended",
                409,
                "Subscription ended",
                "The subscription has ended, so there is nothing of it to change. Subscribe again.");
    }

    public static Problem beyondTheLog(long position, long newest) {
        return of(
                        "beyond-the-log",
                        400,
                        "Beyond the log",
                        "There is no event at position " + position + ": the newest one is at " + newest
                                + ". Name one up to there, or the next one.")
                .with("newest", newest);
    }

    public static Problem tooManySubscriptions(String detail) {
        return of("too-many-subscriptions", 409, "Too many subscriptions", detail + ".");
    }

    public static Problem unknownFile(String path) {
        return of("unknown-file", 404, "Unknown file", "There is no file " + quoted(path) + " in this source.");
    }

    public static Problem folderUnavailable(String source) {
        return of(
                "folder-unavailable",
                503,
                "Folder unavailable",
                "The folder of the source " + quoted(source) + " cannot be read now. Is a share not mounted? The log of"
                        + " Bellhop and GET /sources/{source} say more; try again later.");
    }

    public static Problem fileRefused(String path, String reason) {
        return of(
                "file-refused",
                400,
                "File refused",
                "The file " + quoted(path) + " cannot be written: " + reason + ". Choose another path.");
    }

    public static Problem folderReadOnly(String path) {
        return of(
                "folder-read-only",
                409,
                "Folder is read-only",
                "The file " + quoted(path)
                        + " cannot be written: Bellhop can only read the folder of this source. Write"
                        + " the file where the folder is kept, or to another source.");
    }

    public static Problem fileExists(String path) {
        return of(
                "file-exists",
                412,
                "File exists",
                "There is a file " + quoted(path) + " already, and If-None-Match says that it is not to be replaced.");
    }

    public static Problem fileTooLarge(long max) {
        return of(
                        "file-too-large",
                        413,
                        "File too large",
                        "The file has more than " + max + " bytes. Nothing was written; send less, or raise"
                                + " bellhop.files.upload-max.")
                .with("max", max);
    }

    public static Problem fileNotWritten(String path, String reason) {
        return of(
                "file-not-written",
                503,
                "File not written",
                "The folder did not take the file " + quoted(path) + " (" + reason + "). Nothing was written; mend the"
                        + " folder, or try again later.");
    }

    public static Problem tooManyUploads(int max) {
        return of(
                        "too-many-uploads",
                        503,
                        "Too many uploads",
                        "As many files as may be are being written now. Try again a little later.")
                .with("max", max);
    }

    public static Problem fileChanged(String path) {
        return of(
                "file-changed",
                412,
                "File changed",
                "The file " + quoted(path) + " is no longer the one that was asked for: it changed since. Its newest"
                        + " event has the URL of its present content.");
    }

    public static Problem bodyTooLarge(long max) {
        return of(
                        "body-too-large",
                        413,
                        "Body too large",
                        "The body has more than " + max + " bytes. Send less at a time, or raise"
                                + " quarkus.http.limits.max-body-size.")
                .with("max", max);
    }

    public static Problem unauthorized() {
        return of(
                "unauthorized",
                401,
                "Unauthorized",
                "This request needs an API key in the header x-api-key, and it had none or one that is not known.");
    }

    /** Where bearer tokens are accepted, too. */
    public static Problem unauthorizedWithTokens() {
        return of(
                        "unauthorized",
                        401,
                        "Unauthorized",
                        "This request needs a bearer token in the header Authorization, or an API key in the header"
                                + " x-api-key, and it had neither or a key that is not known.")
                .with("schemes", List.of("ApiKey", "Bearer"));
    }

    public static Problem invalidToken(String reason) {
        return of("invalid-token", 401, "Invalid token", "The bearer token is refused: " + reason + ".")
                .with("error", "invalid_token");
    }

    public static Problem issuerUnavailable(long seconds) {
        return of(
                        "issuer-unavailable",
                        503,
                        "Issuer unavailable",
                        "The bearer token cannot be checked now, because its issuer does not answer. Try again in "
                                + seconds + " s; API keys go on working.")
                .with("retryAfter", seconds);
    }

    public static Problem forbidden(String right) {
        return of(
                        "forbidden",
                        403,
                        "Forbidden",
                        "The API key or token does not give the right " + quoted(right) + " that this request needs.")
                .with("right", right);
    }

    public static Problem bodyTooSlow(long seconds) {
        return of(
                "body-too-slow",
                408,
                "Body too slow",
                "The body did not arrive within " + seconds
                        + " seconds (bellhop.limits.body-time). Nothing was done; send" + " it again.");
    }

    public static Problem linkExpired(String path) {
        return of(
                "link-expired",
                403,
                "Link expired",
                "The link to " + quoted(path) + " is no longer good. With an API key that has the right \"files\" it"
                        + " still is; a newer event, or GET /sources/{source}/files, has a fresh one.");
    }

    public static Problem tooManyRequests(long seconds) {
        return of(
                        "too-many-requests",
                        429,
                        "Too many requests",
                        "This caller makes more requests than it may, and nothing was done. Try again in " + seconds
                                + " s, or ask the operator for a higher bellhop.limits.requests-per-second.")
                .with("retryAfter", seconds);
    }

    public static Problem foreignPage(String origin) {
        return of(
                "foreign-page",
                403,
                "Foreign page",
                "A page of " + quoted(origin) + " asked for this. In local mode, without API keys, only programs and"
                        + " pages of this service may change anything.");
    }

    public static Problem foreignHost(String host) {
        return of(
                "foreign-host",
                403,
                "Foreign host",
                "The request is meant for " + quoted(host) + ". In local mode, without API keys, only requests to"
                        + " localhost, a loopback address or the host of bellhop.public-url are answered. If callers"
                        + " reach Bellhop under this name, set bellhop.public-url to the URL they use.");
    }

    public static Problem unreadableFile(String path) {
        return of(
                "unreadable-file",
                403,
                "Unreadable file",
                "The file " + quoted(path) + " is there, but the user that runs Bellhop may not read it.");
    }

    public static Problem rangeNotSatisfiable(long size) {
        return of("range-not-satisfiable", 416, "Range not satisfiable", "The file has only " + size + " bytes.")
                .with("size", size);
    }

    public static Problem notFound(String path) {
        return of("not-found", 404, "Not found", "There is nothing at " + shortened(path) + ". See /q/openapi.");
    }

    public static Problem methodNotAllowed(String method) {
        return of("method-not-allowed", 405, "Method not allowed", "This URL does not take " + method + ".");
    }

    public static Problem folderUnavailable() {
        return of(
                "folder-unavailable",
                503,
                "Folder unavailable",
                "The folder of this source cannot be reached now; GET /sources/{source} tells why. Try again a little later.");
    }

    public static Problem storageUnavailable() {
        return of(
                "storage-unavailable",
                503,
                "Storage unavailable",
                "The database cannot take this now; nothing was changed. Try again a little later.");
    }

    public static Problem internal(String incident) {
        return of(
                        "internal",
                        500,
                        "Internal error",
                        "Bellhop failed to do this, which is a defect. The log has more under incident " + incident
                                + ".")
                .with("incident", incident);
    }

    /** For what the HTTP layer itself refuses. */
    public static Problem refused(int status, String title) {
        return of("http-" + status, status, title, "The request was refused: " + title + ".");
    }

    /** What RFC 9110 wants in the head beside the problem in the body. */
    Map<String, String> headers() {
        return switch (status) {
            case 401 -> Map.of("WWW-Authenticate", challenge());
            case 416 -> Map.of("Content-Range", "bytes */" + more.get("size"));
            case 429, 503 ->
                more.containsKey("retryAfter") ? Map.of("Retry-After", "" + more.get("retryAfter")) : Map.of();
            default -> Map.of();
        };
    }

    /** RFC 9110 and RFC 6750: the ways to come in, or what is wrong with the one that was tried. */
    private String challenge() {
        if (more.containsKey("error")) {
            return "Bearer realm=\"Bellhop\", error=\"" + more.get("error") + "\", error_description=\"" + detail + '"';
        }
        return more.containsKey("schemes")
                ? "ApiKey realm=\"Bellhop\", Bearer realm=\"Bellhop\""
                : "ApiKey realm=\"Bellhop\"";
    }

    private static Problem of(String type, int status, String title, String detail) {
        return new Problem(TYPES + type, status, title, detail, Map.of());
    }

    private Problem with(String member, Object value) {
        Map<String, Object> members = new LinkedHashMap<>(more);
        members.put(member, value);
        return new Problem(type, status, title, detail, members);
    }

    private static String quoted(String text) {
        return '\'' + shortened(text) + '\'';
    }

    /** What callers sent is repeated to them, but not at any length. */
    private static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
