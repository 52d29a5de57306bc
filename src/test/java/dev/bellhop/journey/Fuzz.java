package dev.bellhop.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;

/** Requests that nobody would think of; the same seed makes the same ones. */
final class Fuzz {

    private static final List<String> METHODS =
            List.of("GET", "GET", "GET", "POST", "POST", "POST", "DELETE", "PATCH", "PUT", "HEAD", "OPTIONS");

    private static final List<String> PATHS = List.of(
            "/sources",
            "/sources/fuzz",
            "/sources/%s",
            "/sources/fuzz/schema",
            "/sources/fuzz/events",
            "/sources/fuzz/events",
            "/sources/inbox/files/%s",
            "/sources/inbox/files/%s/%s",
            "/triggers/fuzz/poll",
            "/triggers/fuzz/poll-batch",
            "/triggers/fuzz/subscribe",
            "/triggers/fuzz/subscribe",
            "/triggers/fuzz/unsubscribe",
            "/triggers/%s/poll",
            "/subscriptions",
            "/subscriptions/%s",
            "/subscriptions/%s/rotate-secret",
            "/subscriptions/%s/pause",
            "/subscriptions/%s/resume",
            "/subscriptions/%s/replay",
            "/subscriptions/%s/test",
            "/subscriptions/%s/attempts",
            "/dead-letters",
            "/dead-letters/redrive",
            "/dead-letters/discard",
            "/sources/bellhop/events",
            "/connector/apiDefinition.swagger.json",
            "/connector/apiProperties.json",
            "/connector/workflows/%s",
            "/connector/workflows/polling.json",
            "/connector.zip",
            "/keys",
            "/keys/%s",
            "/actions",
            "/actions/events-publish",
            "/actions/files-list",
            "/actions/%s",
            "/actions/files-list/run",
            "/actions/files-list/subscribe",
            "/actions/files-list/unsubscribe",
            "/actions/%s/subscribe",
            "/operations",
            "/operations/%s",
            "/operations/%s/monitor",
            "/operations/%s/history",
            "/operations/%s/events/%s",
            "/operations/%s/cancel",
            "/operations/%s/suspend",
            "/operations/%s/resume",
            "/operations/%s/callback/redrive",
            "/operations/%s/rewind",
            "/operations/%s/restart",
            "/runtime/webhooks/durabletask/orchestrators/events-publish/%s",
            "/runtime/webhooks/durabletask/orchestrators/%s",
            "/runtime/webhooks/durabletask/instances",
            "/Runtime/webhooks/durabletask/Instances/%s",
            "/runtime/webhooks/durabletask/instances/%s/raiseEvent/%s",
            "/runtime/webhooks/durabletask/instances/%s/terminate",
            "/runtime/webhooks/durabletask/instances/%s/rewind",
            "/runtime/webhooks/durabletask/instances/%s/restart",
            "/q/%s",
            "/%s");
    private static final List<String> NAMES = List.of(
            "triggerState",
            "startFrom",
            "max",
            "limit",
            "after",
            "before",
            "skip",
            "token",
            "source",
            "subscription",
            "version",
            "filter",
            "expires",
            "status",
            "action",
            "reason",
            "code",
            "taskHub",
            "createdTimeFrom",
            "createdTimeTo",
            "runtimeStatus",
            "instanceIdPrefix",
            "top",
            "showInput",
            "showHistory",
            "timeout",
            "pollingInterval",
            "auth",
            "for",
            "kind",
            "x",
            "%00",
            "");
    private static final List<String> HEADERS = List.of(
            "Accept",
            "Content-Type",
            "Range",
            "If-Match",
            "If-None-Match",
            "If-Range",
            "Origin",
            "x-api-key",
            "x-ms-workflow-id",
            "x-ms-workflow-operation-name",
            "Forwarded",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Forwarded-Prefix",
            "X-Forwarded-Port",
            "ce-specversion",
            "ce-id",
            "ce-source",
            "ce-type",
            "ce-time",
            "ce-%s",
            "Prefer",
            "Idempotency-Key",
            "Authorization",
            "traceparent",
            "x-ms-continuation-token",
            "Content-Encoding",
            "X-HTTP-Method-Override");
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/cloudevents+json",
            "application/cloudevents-batch+json",
            "text/plain",
            "application/octet-stream",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "odd");
    /** What goes into paths, parameters and headers. */
    private static final List<String> BITS = List.of(
            "",
            "0",
            "1",
            "-1",
            "9999999999",
            "99999999999999999999",
            "1e5",
            "0x10",
            "null",
            "true",
            "NaN",
            "%00",
            "%0a",
            "%ff",
            "%c0%ae",
            "%ED%A0%80",
            "%F0%9F%98%80",
            "..",
            "%2e%2e%2f",
            "%252e",
            "a%2fb",
            "a;b=c",
            "'",
            "%27%20OR%201=1--",
            "%22",
            "2026-11-20T10:15:30Z",
            "2026-11-20T10:15:30.123456Z~k3f9~42",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999Z",
            "now",
            "beginning",
            "resume",
            "bytes=0-",
            "bytes=5-1",
            "bytes=-",
            "*",
            "W/\"x\"",
            "\"\"",
            "for=1;host=x;proto=y",
            "${jndi:ldap://x}",
            "{{7*7}}",
            "<script>",
            "~",
            "+",
            "a b",
            "\u00fc\u20ac",
            "1.0",
            "http://localhost:9/x");

    private static final List<String> BODIES = List.of(
            "",
            "{}",
            "[]",
            "null",
            "\"\"",
            "\"http://localhost:9/fuzz\"",
            "http://localhost:9/fuzz",
            "{\"callbackUrl\":\"%s\"}",
            "{\"callbackUrl\":\"http://localhost:9/fuzz\",\"startFrom\":\"%s\"}",
            "{\"id\":\"%s\"}",
            "{\"secret\":\"%s\"}",
            "{\"callbackUrl\":\"http://localhost:9/fuzz\",\"secret\":true}",
            "{\"source\":\"fuzz\",\"type\":\"%s\",\"data\":{\"a\":\"%s\"}}",
            "{\"source\":\"inbox\",\"prefix\":\"%s\",\"limit\":%s}",
            "{\"name\":\"%s\",\"rights\":[\"poll\"],\"expires\":\"%s\"}",
            "{\"ids\":[\"%s\"]}",
            "{\"before\":\"%s\"}",
            "{\"subscription\":\"%s\"}",
            "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"%s\",\"type\":\"%s\"}",
            "[{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"s\",\"type\":\"t\",\"time\":\"%s\",\"data\":\"\\ud800\"}]",
            "{\"specversion\":\"1.0\",\"id\":\"\\u0000\",\"source\":\"\\ud800\",\"type\":\"t\"}",
            "{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"s\",\"type\":\"t\",\"subject\":\"\\ud83d\\ude00\",\"e\":%s}",
            "{\"a\":{\"a\":{\"a\":[[[[1e400,-0,0.1]]]]}}}",
            "\uFEFF{}",
            "{\"a\":1,\"a\":2}",
            "\u0000",
            "{\"%s\":\"%s\"}");

    private final RandomGenerator random;

    Fuzz(RandomGenerator random) {
        this.random = random;
    }

    /** Sends so many requests; none may be answered as a defect, and no refusal may say more than a problem does. */
    void run(int port, int requests) {
        for (int i = 0; i < requests; i++) {
            String request = request();
            try {
                RawHttp.Answer answer = RawHttp.send(port, request);
                assertThat(answer.status())
                        .as(request + "\n\n" + answer)
                        .isBetween(200, 499)
                        .isNotIn(406, 415);
                boolean isFault = answer.body().startsWith("{\"Message\":");
                if (answer.status() >= 400 && !answer.body().isEmpty() && !isFault) {
                    assertThat(answer.header("Content-Type")).as(request).contains("application/problem+json");
                    assertThat(answer.body())
                            .as(request)
                            .startsWith("{\"type\":\"urn:bellhop:problem:")
                            .doesNotContain("Exception");
                }
                if (answer.status() >= 400) {
                    assertThat(answer.body())
                            .as(request)
                            .doesNotContain("\tat ", "dev.bellhop", "io.vertx", "io.quarkus", "java.");
                }
            } catch (IOException e) {
                throw new AssertionError("No answer to " + request, e);
            }
        }
    }

    /** A request that a server must be able to read as such. */
    String request() {
        String path = filled(oneOf(PATHS));
        StringBuilder request = new StringBuilder(oneOf(METHODS)).append(' ').append(path.replace(' ', '+'));
        for (int i = random.nextInt(4); i > 0; i--) {
            request.append(request.indexOf("?") < 0 ? '?' : '&').append(oneOf(NAMES));
            request.append('=').append(oneOf(BITS).replace(' ', '+'));
        }
        request.append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (int i = random.nextInt(5); i > 0; i--) {
            String name = oneOf(HEADERS);
            String value = name.equals("Content-Type") ? oneOf(TYPES) : oneOf(BITS);
            request.append(name.replace("%s", "x")).append(": ").append(value).append("\r\n");
        }
        String body = mutated(filled(oneOf(BODIES)));
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return request.append("Content-Length: ")
                .append(length)
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    private String filled(String template) {
        String filled = template;
        while (filled.contains("%s")) {
            filled = filled.replaceFirst(
                    "%s", Matcher.quoteReplacement(oneOf(BITS).replace("%s", "")));
        }
        return filled;
    }

    /** Now and then a character is missing, doubled or another one. */
    private String mutated(String text) {
        if (text.isEmpty() || random.nextInt(3) > 0) {
            return text;
        }
        int at = random.nextInt(text.length());
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + text.charAt(at) + text.substring(at);
            default -> text.substring(0, at) + (char) random.nextInt(0x20, 0x2_000) + text.substring(at + 1);
        };
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
