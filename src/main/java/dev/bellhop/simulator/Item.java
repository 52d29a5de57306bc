package dev.bellhop.simulator;

/**
 * What starts one run.
 *
 * @param id what makes two items the same: the event's id, or else a digest of its bytes
 * @param label what a person recognises it by
 */
public record Item(String id, String label) {}
