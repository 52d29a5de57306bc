package dev.bellhop.operation.callback;

import org.jspecify.annotations.Nullable;

/**
 * Which run of an engine's action calls.
 *
 * @param run a name for the run of the workflow and the action in it
 * @param tracking a name for one execution of the action: in a loop it has several; {@code null} if the engine did not say
 */
public record WorkflowRun(String run, @Nullable String tracking) {}
