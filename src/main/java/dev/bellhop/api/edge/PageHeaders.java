package dev.bellhop.api.edge;

import io.vertx.core.MultiMap;

/** What browsers are told about the pages of this service, so that nothing from elsewhere gets into them or around them. */
final class PageHeaders {

    /** Swagger UI begins with a script within its page, and draws with styles and images within its code. */
    private static final String POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline';"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'";

    private PageHeaders() {}

    static void add(MultiMap headers) {
        headers.set("Content-Security-Policy", POLICY)
                .set("X-Content-Type-Options", "nosniff")
                .set("X-Frame-Options", "DENY")
                .set("Referrer-Policy", "no-referrer");
    }
}
