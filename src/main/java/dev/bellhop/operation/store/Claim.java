package dev.bellhop.operation.store;

/**
 * The right to write what becomes of an operation.
 *
 * @param epoch grows with every claim; whoever writes with an older one is refused
 */
public record Claim(String operation, long epoch) {}
