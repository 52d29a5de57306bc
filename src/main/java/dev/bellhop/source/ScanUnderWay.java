package dev.bellhop.source;

import java.time.Instant;

/**
 * A scan that has not ended yet.
 *
 * @param files files met so far
 * @param since when it began
 */
public record ScanUnderWay(long files, Instant since) {}
