package dev.bellhop.api.edge;

import java.time.Duration;

/**
 * The largest bodies that are read, and the slowest.
 *
 * @param bytesMax {@code quarkus.http.limits.max-body-size}
 * @param uploadMax {@code bellhop.files.upload-max}: of a file that is written
 * @param patience {@code bellhop.limits.body-time}: how long a body may take that is no file
 */
public record BodyLimit(long bytesMax, long uploadMax, Duration patience) {}
