package dev.bellhop.operation.store;

import dev.bellhop.operation.Operation;
import java.util.List;

/**
 * An operation that was claimed, with all that was kept of it.
 *
 * @param steps in the order in which they were first kept
 * @param events that nothing consumed, oldest first
 * @param eventsSeen events that were ever raised for it
 */
public record Claimed(Claim claim, Operation operation, List<Step> steps, List<RaisedEvent> events, long eventsSeen) {}
