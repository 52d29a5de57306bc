package dev.bellhop.operation.json;

/**
 * What is wrong with a field.
 *
 * @param field its path, such as {@code speaker.email} or {@code items[2].name}; empty for the whole
 * @param message what it must be
 */
public record FieldProblem(String field, String message) {}
