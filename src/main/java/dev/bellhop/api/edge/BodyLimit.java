package dev.bellhop.api.edge;

/**
 * The largest bodies that are read.
 *
 * @param bytesMax {@code quarkus.http.limits.max-body-size}
 * @param uploadMax {@code bellhop.files.upload-max}: of a file that is written
 */
public record BodyLimit(long bytesMax, long uploadMax) {}
