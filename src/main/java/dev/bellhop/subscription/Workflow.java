package dev.bellhop.subscription;

/**
 * The workflow and operation that subscribed, from {@code x-ms-workflow-id} and {@code x-ms-workflow-operation-name}.
 * Engines subscribe again with a new callback URL whenever a workflow is saved; this tells that it is the same one.
 */
public record Workflow(String id, String operation) {}
