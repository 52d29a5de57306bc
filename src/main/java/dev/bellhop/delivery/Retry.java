package dev.bellhop.delivery;

import java.time.Instant;

/**
 * A delivery that did not succeed so far and will be tried again.
 *
 * @param attempts how often it was tried, at least once
 * @param since when it was tried first
 * @param reason why the last attempt failed, fit for people, without secrets
 */
public record Retry(long position, int attempts, Instant since, Instant dueAt, String reason) {}
