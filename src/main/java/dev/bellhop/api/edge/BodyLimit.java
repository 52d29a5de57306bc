package dev.bellhop.api.edge;

/**
 * The largest body that is read.
 *
 * @param bytesMax {@code quarkus.http.limits.max-body-size}
 */
public record BodyLimit(long bytesMax) {}
